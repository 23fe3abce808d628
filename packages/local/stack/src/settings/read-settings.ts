import { resolve } from "node:path";
import { DEFAULT_POLICY, overridePolicy, TOOL_NAMES, TOOLS } from "@sendcat/shared-types";
import { StackError } from "../stack/stack-error.ts";
import { readPolicyFile } from "./read-policy-file.ts";
import { REPO_ROOT } from "./repo-root.ts";
import { DEFAULT_PORT_BASE, stackPorts } from "./stack-ports.ts";
import type {
  ConvexChoice,
  MailChoice,
  SignInChoice,
  FireworksChoice,
  Front,
  OpenRouterChoice,
  PaymentsChoice,
  RedisChoice,
  SearchChoice,
  StackMode,
  StackSettings,
} from "./stack-settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsOverrides {
  readonly portBase?: number | undefined;
  readonly dataDir?: string | undefined;
  /** Default: none. */
  readonly front?: Front | undefined;
  /** Merged over the default policy, in place of SENDCAT_POLICY_FILE. */
  readonly policy?: object | undefined;
}

const OPENROUTER_URL = "https://openrouter.ai/api/v1";

/** Decides from the environment what to start. Throws a StackError that names the invalid variable. */
export function readSettings(mode: StackMode, env: Environment, overrides: SettingsOverrides = {}): StackSettings {
  const policy = policyOf(overrides.policy, given(env, "SENDCAT_POLICY_FILE"));
  return {
    mode,
    ports: stackPorts(overrides.portBase ?? Number(given(env, "SENDCAT_PORT_BASE") ?? DEFAULT_PORT_BASE)),
    dataDir: resolve(REPO_ROOT, overrides.dataDir ?? given(env, "SENDCAT_DATA_DIR") ?? ".sendcat"),
    front: overrides.front ?? "none",
    openRouter: openRouterChoice(env),
    fireworks: fireworksChoice(env, policy),
    search: searchChoice(env),
    mail: mailChoice(env),
    signIn: signInChoice(env),
    payments: paymentsChoice(env),
    redis: redisChoice(env),
    convex: convexChoice(env),
    signingKey: given(env, "SENDCAT_SIGNING_KEY"),
    authSecret: given(env, "BETTER_AUTH_SECRET"),
    alertWebhookUrl: given(env, "SENDCAT_ALERT_WEBHOOK_URL"),
    strategy: strategyOf(given(env, "STREAMING_STRATEGY")),
    policy,
  };
}

function strategyOf(text: string | null): StackSettings["strategy"] {
  if (text === null || text === "edge") return "edge";
  if (text === "convex" || text === "dedicated") return text;
  throw new StackError("STREAMING_STRATEGY must be convex, edge or dedicated.");
}

function policyOf(policy: object | undefined, file: string | null): string | null {
  const text = policy ? JSON.stringify(policy) : file === null ? null : readPolicyFile(file);
  if (text === null) return null;
  try {
    overridePolicy(DEFAULT_POLICY, JSON.parse(text));
  } catch (error) {
    throw new StackError(error instanceof Error ? error.message : String(error));
  }
  return text;
}

function openRouterChoice(env: Environment): OpenRouterChoice {
  const apiKey = given(env, "OPENROUTER_API_KEY");
  const baseUrl = givenUrl(env, "OPENROUTER_BASE_URL");
  if (apiKey) return { kind: "real", apiKey, baseUrl: baseUrl ?? OPENROUTER_URL };
  if (baseUrl) throw new StackError("OPENROUTER_BASE_URL is set and OPENROUTER_API_KEY is not. Set both or neither.");
  return { kind: "simulator" };
}

function fireworksChoice(env: Environment, policy: string | null): FireworksChoice {
  const [FIREWORKS_API_KEY, baseUrl] = [given(env, "FIREWORKS_API_KEY"), givenUrl(env, "FIREWORKS_BASE_URL")];
  if (FIREWORKS_API_KEY) {
    const address = baseUrl ? { FIREWORKS_BASE_URL: baseUrl } : {};
    return { kind: "real", environment: { FIREWORKS_API_KEY, ...address } };
  }
  if (baseUrl) throw new StackError("FIREWORKS_BASE_URL is set and FIREWORKS_API_KEY is not. Set both or neither.");
  const { models } = overridePolicy(DEFAULT_POLICY, JSON.parse(policy ?? "{}"));
  const isNamed = Object.values(models).some(({ routes }) => routes.some(({ provider }) => provider === "fireworks"));
  return { kind: isNamed ? "simulator" : "none" };
}

const SEARCH_VARIABLES = [
  "SERPER_API_KEY",
  "SERPER_BASE_URL",
  "EBAY_CLIENT_ID",
  "EBAY_CLIENT_SECRET",
  "EBAY_BASE_URL",
  "EBAY_MARKETPLACE",
] as const;

function searchChoice(env: Environment): SearchChoice {
  const environment: Record<string, string> = {};
  for (const name of SEARCH_VARIABLES) {
    const value = given(env, name);
    if (value !== null) environment[name] = value;
  }
  const hasSerper = "SERPER_API_KEY" in environment;
  const hasEbay = "EBAY_CLIENT_ID" in environment;
  if (hasEbay !== "EBAY_CLIENT_SECRET" in environment) {
    throw new StackError("Set both EBAY_CLIENT_ID and EBAY_CLIENT_SECRET or neither.");
  }
  if (!hasSerper && !hasEbay) return { kind: "simulator" };
  const has = { serper: hasSerper, ebay: hasEbay };
  const tools = TOOL_NAMES.filter((name) => has[TOOLS[name].provider]);
  return { kind: "real", environment, tools };
}

function mailChoice(env: Environment): MailChoice {
  const environment: Record<string, string> = {};
  for (const name of ["RESEND_API_KEY", "RESEND_BASE_URL", "SENDCAT_MAIL_FROM"] as const) {
    const value = given(env, name);
    if (value !== null) environment[name] = value;
  }
  if (!("RESEND_API_KEY" in environment)) return { kind: "simulator" };
  if (!("SENDCAT_MAIL_FROM" in environment))
    throw new StackError("RESEND_API_KEY is set and SENDCAT_MAIL_FROM is not.");
  return { kind: "real", environment };
}

function signInChoice(env: Environment): SignInChoice {
  const text = given(env, "SENDCAT_SIGN_IN_PROVIDERS");
  return text === null ? { kind: "simulator" } : { kind: "real", environment: { SENDCAT_SIGN_IN_PROVIDERS: text } };
}

/** With a real key, plans are sold only when Stripe's webhooks are set up as well. */
function paymentsChoice(env: Environment): PaymentsChoice {
  const environment: Record<string, string> = {};
  for (const name of ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_URL"] as const) {
    const value = given(env, name);
    if (value !== null) environment[name] = value;
  }
  if (!("STRIPE_SECRET_KEY" in environment)) return { kind: "simulator" };
  if (!("STRIPE_WEBHOOK_SECRET" in environment)) {
    throw new StackError("STRIPE_SECRET_KEY is set and STRIPE_WEBHOOK_SECRET is not. Set both or neither.");
  }
  return { kind: "real", environment };
}

function redisChoice(env: Environment): RedisChoice {
  const url = givenUrl(env, "UPSTASH_REDIS_REST_URL");
  const token = given(env, "UPSTASH_REDIS_REST_TOKEN");
  if (url && token) return { kind: "real", url, token };
  if (url || token) {
    const missing = url ? "UPSTASH_REDIS_REST_TOKEN" : "UPSTASH_REDIS_REST_URL";
    throw new StackError(
      `${missing} is missing. Set both UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN or neither.`,
    );
  }
  return { kind: "local" };
}

function convexChoice(env: Environment): ConvexChoice {
  const url = givenUrl(env, "CONVEX_URL");
  const deployKey = given(env, "CONVEX_DEPLOY_KEY");
  const adminKey = given(env, "CONVEX_SELF_HOSTED_ADMIN_KEY");
  if (deployKey && adminKey) {
    throw new StackError(
      "CONVEX_DEPLOY_KEY (cloud) and CONVEX_SELF_HOSTED_ADMIN_KEY (self-hosted) are both set. Keep one.",
    );
  }
  if (!url) {
    if (deployKey || adminKey) throw new StackError("A Convex key is set and CONVEX_URL is not. Set both or neither.");
    return { kind: "local" };
  }
  if (deployKey) return { kind: "real", url, push: { kind: "cloud", deployKey } };
  return { kind: "real", url, push: adminKey ? { kind: "self-hosted", adminKey } : null };
}

function given(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

function givenUrl(env: Environment, name: string): string | null {
  const value = given(env, name);
  if (value === null) return null;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new StackError(`${name} is not an http or https URL.`);
  }
  return value.replace(/\/+$/, "");
}
