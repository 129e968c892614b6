-- Slots that no cache holds: another zone with every request, then another range. Arguments: service, first day, the
-- number to begin at, zones. All ranges are about 14 days and lie over the booked fortnight.
local FIRST_DAYS, LENGTHS = 10, 5
local path, day, number, zones = "", 0, 0, {}

function init(args)
    path = "/api/services/" .. args[1] .. "/slots?from="
    local year, month, date = args[2]:match("(%d+)-(%d+)-(%d+)")
    -- Noon, so that the machine's own zone and its summer time cannot move the day.
    day = os.time({ year = year, month = month, day = date, hour = 12 })
    number = tonumber(args[3])
    for zone in args[4]:gmatch("[^,]+") do zones[#zones + 1] = zone end
end

function request()
    number = number + 1
    local round = math.floor(number / #zones)
    local from = day + 86400 * (round % FIRST_DAYS)
    local to = from + 86400 * (11 + math.floor(round / FIRST_DAYS) % LENGTHS)
    local range = os.date("%Y-%m-%d", from) .. "&to=" .. os.date("%Y-%m-%d", to)
    return wrk.format("GET", path .. range .. "&time_zone=" .. zones[number % #zones + 1])
end
