-- One closed loop for wrk. Arguments: method, prefix of the idempotency keys, body, paths, header lines, file of tokens.
local method, prefix, body, paths, tokens, turn

function init(args)
  method, prefix, body = args[1], args[2], args[3]
  if body == "" then body = nil end
  paths, tokens, turn = {}, {}, 0
  for path in args[4]:gmatch("%S+") do paths[#paths + 1] = path end
  for name, value in args[5]:gmatch("([^\n:]+): ([^\n]+)") do wrk.headers[name] = value end
  if args[6] ~= "" then
    for line in io.lines(args[6]) do tokens[#tokens + 1] = "Bearer " .. line end
  end
end

function request()
  turn = turn + 1
  if method == "POST" then wrk.headers["Idempotency-Key"] = prefix .. turn end
  if #tokens > 0 then wrk.headers["Authorization"] = tokens[turn % #tokens + 1] end
  return wrk.format(method, paths[turn % #paths + 1], wrk.headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  local refused = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format("done %d %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), refused))
end
