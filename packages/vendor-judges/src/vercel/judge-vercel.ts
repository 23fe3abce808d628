import { FilterProjectEnvsResponseBody$inboundSchema } from "@vercel/sdk/models/filterprojectenvsop.js";
import { GetFirewallConfigResponseBody$inboundSchema } from "@vercel/sdk/models/getfirewallconfigop.js";
import { GetProjectResponseBody$inboundSchema } from "@vercel/sdk/models/getprojectresponsebody.js";
import { GetSecurityFirewallConfigResponseBody$inboundSchema } from "@vercel/sdk/models/getsecurityfirewallconfigresponsebody.js";
import {
  RequestBody12$outboundSchema,
  RequestBody13$outboundSchema,
  RequestBody14$outboundSchema,
} from "@vercel/sdk/models/updatefirewallconfigop.js";
import { startCountingUnrecognized as count } from "@vercel/sdk/types/unrecognized.js";
import { problemsIn, type PublishedSchema } from "../problems-in.ts";

/** The answers that have a schema, by call. */
const ANSWERS = {
  "GET config": GetSecurityFirewallConfigResponseBody$inboundSchema,
  "GET version": GetFirewallConfigResponseBody$inboundSchema,
  "GET project": GetProjectResponseBody$inboundSchema,
  "GET env": FilterProjectEnvsResponseBody$inboundSchema,
} as const satisfies Record<string, PublishedSchema>;

/** A draft's changes are the bodies of its `PATCH` calls; the schema of an answer says only that they are objects. */
const UNLISTED: ReadonlySet<string> = new Set(["changes"]);

/** The bodies of `PATCH config`, by action. The schema of an insert has the name of another action, so the schema of an update judges its rule. */
const CHANGES: Readonly<Record<string, PublishedSchema>> = {
  "rules.insert": RequestBody12$outboundSchema,
  "rules.update": RequestBody12$outboundSchema,
  "rules.remove": RequestBody13$outboundSchema,
  "rules.priority": RequestBody14$outboundSchema,
};

/** What is wrong with the JSON of an answer by Vercel's schema; nothing: it conforms. */
export function vercelAnswerProblems(call: keyof typeof ANSWERS, json: unknown): readonly string[] {
  return problemsIn(ANSWERS[call], json, { count, unlisted: UNLISTED });
}

/** The same for a change of the firewall's rules. */
export function vercelChangeProblems(json: { readonly action: string }): readonly string[] {
  const schema = CHANGES[json.action];
  const change = json.action === "rules.insert" ? { ...json, id: "new" } : json;
  return schema ? problemsIn(schema, withoutNulls(change), { count }) : [`action ${json.action}: not listed`];
}

/**
 * Vercel's own examples write null for what a change leaves out, and its schema has no null there:
 * https://vercel.com/kb/guide/deny-non-browser-traffic-or-blocklisted-asns
 */
function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNulls);
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutNulls(value)]));
}
