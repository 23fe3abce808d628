/**
 * Lua: a plan's places of the policy's bulkheads (`openrouter_chat=24;provider:google=10`). An operator's limit for a provider
 * (`limit|openrouterChat`) overrides the policy's. `shareOf` is the function of the same name in shared-types.
 */
export const BULKHEADS_LUA = `
local function shareOf(places, percent) return math.ceil(places * percent / 100) end

local function readBulkheads(text, service, percent)
  local bulkheads = readCounts(text)
  for field, value in pairs(service) do
    local provider = string.match(field, '^limit|(%l+)Chat$')
    if provider then bulkheads[provider .. '_chat'] = number(value) end
  end
  for name, places in pairs(bulkheads) do bulkheads[name] = shareOf(places, percent) end
  return bulkheads
end
`;
