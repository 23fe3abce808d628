import { BlockList, isIPv6 } from "node:net";
import { isRecord } from "@sendcat/shared-types";
import type { Reading } from "../reading.ts";
import type { Visit } from "../visit.ts";
import { factReader } from "./read-fact.ts";

export type Matcher = (visit: Visit) => boolean;
type Test = (fact: string) => boolean;

/** Operators that say the opposite of another one. */
const OPPOSITES: Readonly<Record<string, string>> = { neq: "eq", ninc: "inc", nex: "ex" };

/** One condition as the API stores it. Throws an error that shows the condition when this machine cannot judge it. */
export function compileCondition(condition: unknown, reading: Reading): Matcher {
  const { type, op, key, value, neg } = isRecord(condition) ? condition : {};
  if (typeof type !== "string" || typeof op !== "string") throw unknown(condition);
  const read = factReader(type, key, reading);
  const positive = OPPOSITES[op] ?? op;
  const test = type === "ip_address" ? addressTest(positive, value) : textTest(positive, value);
  if (read === null || test === null) throw unknown(condition);
  const negated = (neg === true) !== op in OPPOSITES;
  const ofAbsent = negated && (positive === "ex" || reading.absent === "negation-holds");
  return (visit) => {
    const fact = read(visit);
    return fact === null ? ofAbsent : test(fact) !== negated;
  };
}

function unknown(condition: unknown): Error {
  return new Error(`this machine cannot judge the condition ${JSON.stringify(condition)}`);
}

/** "All operators are case insensitive": https://vercel.com/docs/vercel-firewall/vercel-waf/rule-configuration#operators */
function textTest(op: string, value: unknown): Test | null {
  if (op === "ex") return () => true;
  if (op === "inc") {
    const wanted = textsOf(value)?.map((one) => one.toLowerCase());
    return wanted ? (fact) => wanted.includes(fact.toLowerCase()) : null;
  }
  if (typeof value !== "string" && typeof value !== "number") return null;
  const [text, number] = [String(value).toLowerCase(), Number(value)];
  switch (op) {
    case "eq":
      return (fact) => fact.toLowerCase() === text;
    case "pre":
      return (fact) => fact.toLowerCase().startsWith(text);
    case "suf":
      return (fact) => fact.toLowerCase().endsWith(text);
    case "sub":
      return (fact) => fact.toLowerCase().includes(text);
    case "re": {
      const expression = new RegExp(String(value), "i");
      return (fact) => expression.test(fact);
    }
    case "gt":
      return (fact) => Number(fact) > number;
    case "gte":
      return (fact) => Number(fact) >= number;
    case "lt":
      return (fact) => Number(fact) < number;
    case "lte":
      return (fact) => Number(fact) <= number;
    default:
      return null;
  }
}

/** An address or a range such as `10.0.0.1/32`, same page. */
function addressTest(op: string, value: unknown): Test | null {
  const wanted = op === "inc" ? textsOf(value) : op === "eq" ? textsOf([value]) : null;
  if (wanted === null) return null;
  const list = new BlockList();
  for (const one of wanted) {
    const [address = "", bits] = one.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (fact) => list.check(fact, isIPv6(fact) ? "ipv6" : "ipv4");
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}
