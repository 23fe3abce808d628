import { isRecord } from "@sendcat/shared-types";
import { ApiError, badRequest } from "./api-error.ts";
import { applyChange, stored, type ChangeContext } from "./apply-change.ts";
import type { FirewallConfig, Json } from "./firewall-config.ts";

export interface FirewallProject {
  /** Null until the first configuration is set. */
  active(): FirewallConfig | null;
  draft(): FirewallConfig | null;
  versions(): readonly FirewallConfig[];
  /** `active`, `draft` or a version number. */
  read(version: string): FirewallConfig;
  replace(body: unknown): FirewallConfig;
  patchActive(change: unknown): FirewallConfig;
  patchDraft(change: unknown): FirewallConfig;
  activate(version: string): FirewallConfig;
  discardDraft(): void;
}

export interface ProjectOptions {
  readonly projectId: string;
  readonly ownerId: string;
  readonly plan: ChangeContext["plan"];
  readonly now: () => number;
}

/** The rules of the OWASP core rule set; a configuration names all of them. */
const CRS_RULES = ["sd", "ma", "lfi", "rfi", "rce", "php", "gen", "xss", "sqli", "sf", "java"];

/**
 *   PATCH /config          active(n) -> active(n+1)
 *   PATCH /config/draft    none | draft -> draft, made from active
 *   POST  /config/draft/activate   draft -> active(n+1), draft gone
 */
export function createFirewallProject({ projectId, ownerId, plan, now }: ProjectOptions): FirewallProject {
  let active: FirewallConfig | null = null;
  let draft: FirewallConfig | null = null;
  let made = 0;
  const versions: FirewallConfig[] = [];
  const context: ChangeContext = {
    plan,
    newRuleId(name) {
      made += 1;
      const slug = name
        .toLowerCase()
        .replace(/[^a-z\d]+/g, "_")
        .replace(/^_|_$/g, "")
        .slice(0, 40);
      return `rule_${slug}_${(made * 7_919 + 46_656).toString(36).padStart(6, "0")}`;
    },
  };
  const stamp = () => new Date(now()).toISOString();
  const empty = (): FirewallConfig => ({
    ownerId,
    projectKey: projectId,
    id: "waf_draft",
    version: 0,
    updatedAt: stamp(),
    firewallEnabled: true,
    crs: Object.fromEntries(CRS_RULES.map((id) => [id, { active: false, action: "log" }])),
    managedRules: {},
    rules: [],
    ips: [],
    changes: [],
  });
  const publish = (config: FirewallConfig): FirewallConfig => {
    const version = versions.length + 1;
    active = { ...config, id: `waf_${version}`, version, updatedAt: stamp(), changes: [] };
    versions.push(active);
    return active;
  };
  const read = (version: string): FirewallConfig => {
    const found =
      version === "active"
        ? active
        : version === "draft"
          ? draft
          : versions.find((one) => String(one.version) === version);
    if (!found) throw new ApiError(404, "not_found", `There is no configuration ${JSON.stringify(version)}.`);
    return found;
  };
  return {
    active: () => active,
    draft: () => draft,
    versions: () => versions,
    read,
    replace(body) {
      if (!isRecord(body) || typeof body["firewallEnabled"] !== "boolean")
        throw badRequest("missing required property `firewallEnabled`.");
      const { rules = [], ips = [] } = body;
      if (!Array.isArray(rules) || !Array.isArray(ips)) throw badRequest("`rules` and `ips` should be array.");
      let config: FirewallConfig = { ...empty(), firewallEnabled: body["firewallEnabled"] };
      for (const value of rules) {
        config = applyChange(config, { action: "rules.insert", value }, context);
        const given: unknown = isRecord(value) ? value["id"] : null;
        const last = config.rules.at(-1);
        if (last && typeof given === "string")
          config = { ...config, rules: config.rules.toSpliced(-1, 1, stored(given, last)) };
      }
      for (const value of ips) config = applyChange(config, { action: "ip.insert", value }, context);
      for (const field of ["crs", "managedRules"] as const) {
        const value: unknown = body[field];
        if (isRecord(value)) config = { ...config, [field]: value };
      }
      return publish(config);
    },
    patchActive: (change) => publish(applyChange(active ?? empty(), change, context)),
    patchDraft(change) {
      const next = applyChange(draft ?? active ?? empty(), change, context);
      // safe because applyChange refuses anything but an object
      draft = { ...next, id: "waf_draft", updatedAt: stamp(), changes: [...(draft?.changes ?? []), change as Json] };
      return draft;
    },
    activate(version) {
      const config = publish(read(version));
      if (version === "draft") draft = null;
      return config;
    },
    discardDraft() {
      if (draft === null) throw new ApiError(404, "not_found", "There is no draft.");
      draft = null;
    },
  };
}
