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
  /**
   * What the turn counts against besides `all`: `openrouter_chat;provider:google`, and `;address:192.0.2.1` for a guest. A guest's search
   * has `;search.address:192.0.2.1`: it is the address's money but takes none of its places.
   */
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
  /** Reserved for searches that have not begun. */
  "searchMicroUsd",
] as const;

export type TurnRecord = Readonly<Record<(typeof RECORD_FIELDS)[number], string>>;

/** Parses a record from a script's reply. Throws a TypeError for any other text. */
export function parseRecord(text: unknown): TurnRecord {
  const values = String(text).split("|");
  // A turn that an older version admitted has nothing for searches.
  if (values.length === RECORD_FIELDS.length - 1) values.push("0");
  if (values.length !== RECORD_FIELDS.length) throw new TypeError("the script's reply holds no record");
  // safe because there are as many values as fields
  return Object.fromEntries(RECORD_FIELDS.map((name, index) => [name, values[index]])) as TurnRecord;
}

/**
 * Lua: `readRecord(text)` returns a table by field name, or nil without text; `writeRecord(record)` returns the text; `heldBy(record)` is all
 * the money that a held turn has reserved.
 */
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

local function heldBy(record) return number(record.costMicroUsd) + number(record.searchMicroUsd or '0') end

local function writeRecord(record)
  local values = {}
  for i = 1, #recordFields do values[i] = record[recordFields[i]] end
  return table.concat(values, '|')
end
`;
