-- The figures of one wrk run, as a line that the caller can find and split. Latencies are
-- microseconds; `bad` counts answers that were no 2xx or 3xx, and connections that failed.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        "RESULT %d %d %d %d %d %d %d\n",
        summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
