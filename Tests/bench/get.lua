-- Asks for the paths of a file in turn: get.lua PATHS_FILE [gzip] [TOKEN]
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local requests, turn = {}, 0

function init(args)
    local headers = {}
    if args[2] == "gzip" then headers["Accept-Encoding"] = "gzip" end
    if args[3] then headers["Authorization"] = "Bearer " .. args[3] end
    for path in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end
