-- Bookings that can all succeed: every request asks for a start of its own. Arguments: first start (Unix seconds),
-- services, tokens, the number to begin at, the step to the next. The hosts take turns, each from its first five
-- minutes onwards; several runs at once begin at 0, 1, 2 … with their count as the step.
local first, number, step, services, headers = 0, 0, 1, {}, {}

function init(args)
    first, step = tonumber(args[1]), tonumber(args[5])
    number = tonumber(args[4]) - step
    for service in args[2]:gmatch("[^,]+") do services[#services + 1] = service end
    for token in args[3]:gmatch("[^,]+") do
        headers[#headers + 1] = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }
    end
end

function request()
    number = number + step
    local start = first + 300 * math.floor(number / #services)
    local body = '{"service_id":' .. services[number % #services + 1]
        .. ',"scheduled_at":"' .. os.date("!%Y-%m-%dT%H:%M:%SZ", start) .. '"}'
    return wrk.format("POST", "/api/bookings", headers[math.floor(number / 3) % #headers + 1], body)
end
