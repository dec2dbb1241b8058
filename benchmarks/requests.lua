-- Requests for wrk: one text again and again, or one that nobody has seen before.
-- Arguments: path up to the query, encoded template, items, first serial (0: repeat one text), most requests of a thread.
local threads, made = 0, 0
local path, template, items, first, most, repeated
local headers = { ["Accept"] = "application/sparql-results+json" }

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  path, template = arguments[1], arguments[2]
  items, first, most = tonumber(arguments[3]), tonumber(arguments[4]), tonumber(arguments[5])
end

function request()
  made = made + 1
  if made >= most then wrk.thread:stop() end
  -- The same request is written once: what it costs the client to write it says nothing of the servers.
  if repeated then return repeated end
  local serial = first == 0 and 1 or first + number * most + made
  local text = template:gsub("{item}", serial % items):gsub("{serial}", serial)
  local written = wrk.format("GET", path .. text, headers)
  if first == 0 then repeated = written end
  return written
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "median": %d, "p99": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.timeout + errors.connect + errors.read + errors.write))
end
