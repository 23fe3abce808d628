import { SendcatError, isRecord } from "@sendcat/shared-types";

/** A rule of the project. A rule that we did not write may hold anything: `json` is kept, compared and shown as it is. */
export interface RemoteRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface RemoteConfigs {
  /** In the order in which Vercel evaluates them; empty for a project without a firewall configuration. */
  readonly rules: readonly RemoteRule[];
  /** `changed`: it holds unpublished changes. */
  readonly draft: "none" | "empty" | "changed";
}

/** Reads the answer of `GET /v1/security/firewall/config`. Throws `upstream_error` for any other shape. */
export function readRemoteConfigs(json: unknown): RemoteConfigs {
  if (!isRecord(json) || !("active" in json)) throw unreadable("the answer has no active configuration");
  const { active, draft } = json;
  const changes = isRecord(draft) ? draft["changes"] : null;
  const state = !isRecord(draft) ? "none" : Array.isArray(changes) && changes.length === 0 ? "empty" : "changed";
  return { rules: active === null ? [] : readRules(active), draft: state };
}

/** Reads the rules of one configuration. */
export function readRules(config: unknown): readonly RemoteRule[] {
  const rules = isRecord(config) ? config["rules"] : undefined;
  if (!Array.isArray(rules)) throw unreadable("a configuration has no rules");
  return rules.map((json: unknown) => {
    if (!isRecord(json) || typeof json["id"] !== "string" || typeof json["name"] !== "string")
      throw unreadable("a rule has no id or no name");
    const { id, name, description } = json;
    return {
      id,
      name,
      description: typeof description === "string" ? description : "",
      active: json["active"] === true,
      json,
    };
  });
}

function unreadable(what: string): SendcatError {
  return new SendcatError({
    code: "upstream_error",
    scope: "vercel",
    message: `Vercel's answer is not readable: ${what}.`,
  });
}
