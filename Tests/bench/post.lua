-- Sends one report a request, of a random commune and month and with the values of a random
-- good report: post.lua UNIT_MONTHS_FILE VALUES_FILE TOKEN
-- A line of the first file is a commune with the first and last month (counted from year 0)
-- in which it existed; a line of the second is a JSON object.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")

local units, first, last, values, head = {}, {}, {}, {}, ""

function init(args)
    for line in io.lines(args[1]) do
        local unit, from, to = line:match("^(%S+) (%d+) (%d+)$")
        units[#units + 1] = unit
        first[#units], last[#units] = tonumber(from), tonumber(to)
    end
    for line in io.lines(args[2]) do values[#values + 1] = line end
    head = "POST /api/v1/reports HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAuthorization: Bearer "
        .. args[3] .. "\r\nContent-Type: application/json\r\nContent-Length: "
    math.randomseed(os.time())
end

function request()
    local index = math.random(#units)
    local month = math.random(first[index], last[index])
    local body = string.format(
        '{"org_unit":"%s","form":"mnch","period":"%04d-%02d","values":%s}',
        units[index], math.floor(month / 12), month % 12 + 1, values[math.random(#values)])
    return head .. #body .. "\r\n\r\n" .. body
end
