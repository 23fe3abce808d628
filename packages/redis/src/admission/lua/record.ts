/**
 * The record of a turn, fields in order, joined by `|`:
 *
 *   (none) --reserve--> held --settle, cost not known--> provisional --settle, final--> final
 *                        |  \--settle, final--> final
 *                        |  \--settle, gives the turn back--> returned --reserve--> held
 *                        |                                             \--settle of a request that ran it all the same--> final, provisional
 *                        \-- lease and reservation expire: still `held`, but place and money are free; a late settle charges as above
 */
export const RECORD_FIELDS = [
  "state",
  "day",
  "plan",
  "model",
  "route",
  /** What the turn counts against besides `all`: `openrouter_chat;provider:google`, and `;address:192.0.2.1` for a guest. */
  "names",
  "worker",
  "holdUntilMs",
  /** Reserved. */
  "tokens",
  "costMicroUsd",
  "admittedMs",
  /** Charged so far. */
  "usedTokens",
  "usedMicroUsd",
] as const;

export type TurnRecord = Readonly<Record<(typeof RECORD_FIELDS)[number], string>>;

/** Parses a record from a script's reply. Throws a TypeError for any other text. */
export function parseRecord(text: unknown): TurnRecord {
  const values = String(text).split("|");
  if (values.length !== RECORD_FIELDS.length) throw new TypeError("the script's reply holds no record");
  // safe because there are as many values as fields
  return Object.fromEntries(RECORD_FIELDS.map((name, index) => [name, values[index]])) as TurnRecord;
}

/** Lua: `readRecord(text)` returns a table by field name, or nil without text; `writeRecord(record)` returns the text. */
export const RECORD_LUA = `
local recordFields = { ${RECORD_FIELDS.map((name) => `'${name}'`).join(", ")} }

local function readRecord(text)
  if not text then return nil end
  local record, i = {}, 1
  for value in string.gmatch(text .. '|', '([^|]*)|') do
    record[recordFields[i]] = value
    i = i + 1
  end
  return record
end

local function writeRecord(record)
  local values = {}
  for i = 1, #recordFields do values[i] = record[recordFields[i]] end
  return table.concat(values, '|')
end
`;
