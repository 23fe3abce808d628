/**
 * Lua: the policy's bulkheads (`openrouter_chat=24;provider:google=10`). An operator's limit for a provider (`limit|openrouterChat`)
 * overrides the policy's.
 */
export const BULKHEADS_LUA = `
local function readBulkheads(text, service)
  local bulkheads = readCounts(text)
  for field, value in pairs(service) do
    local provider = string.match(field, '^limit|(%l+)Chat$')
    if provider then bulkheads[provider .. '_chat'] = number(value) end
  end
  return bulkheads
end
`;
