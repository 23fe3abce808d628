export type Json = Readonly<Record<string, unknown>>;

/** A custom rule as stored: the sent fields, plus the server's own. */
export interface StoredRule extends Json {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly valid: boolean;
  readonly validationErrors: readonly string[];
}

export interface FirewallConfig {
  readonly ownerId: string;
  readonly projectKey: string;
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly firewallEnabled: boolean;
  readonly crs: Json;
  readonly managedRules: Json;
  readonly rules: readonly StoredRule[];
  readonly ips: readonly Json[];
  /** Changes of a draft against the active configuration; empty in an active one. */
  readonly changes: readonly Json[];
}
