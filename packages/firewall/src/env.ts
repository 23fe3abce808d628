import { DEFAULT_POLICY, overridePolicy, SendcatError, type Policy } from "@sendcat/shared-types";

export interface WafEnv {
  readonly token: string;
  readonly projectId: string;
  readonly teamId: string | null;
  readonly apiUrl: string;
}

/** Reads VERCEL_TOKEN, VERCEL_PROJECT_ID, VERCEL_TEAM_ID (optional) and VERCEL_API_URL (default https://api.vercel.com). */
export function readEnv(env: Environment = process.env): WafEnv {
  const apiUrl = env["VERCEL_API_URL"] || "https://api.vercel.com";
  if (!URL.canParse(apiUrl) || !/^https?:$/.test(new URL(apiUrl).protocol))
    throw invalid("VERCEL_API_URL is not an http(s) address.");
  return {
    token: required(env, "VERCEL_TOKEN"),
    projectId: required(env, "VERCEL_PROJECT_ID"),
    teamId: env["VERCEL_TEAM_ID"] || null,
    apiUrl,
  };
}

/** The service's policy: SENDCAT_POLICY, JSON, applied on top of the default policy. */
export function readPolicy(env: Environment = process.env): Policy {
  const text = env["SENDCAT_POLICY"];
  if (!text) return DEFAULT_POLICY;
  let override: unknown;
  try {
    override = JSON.parse(text);
  } catch {
    throw invalid("SENDCAT_POLICY is not JSON.");
  }
  return overridePolicy(DEFAULT_POLICY, override);
}

type Environment = Readonly<Record<string, string | undefined>>;

function required(env: Environment, name: string): string {
  const value = env[name]?.trim();
  if (!value) throw invalid(`${name} is not set.`);
  // A header cannot carry other characters, and the error of `fetch` would print the value.
  if (!/^[\x21-\x7e]+$/.test(value)) throw invalid(`${name} has characters that no header can carry.`);
  return value;
}

function invalid(message: string): SendcatError {
  return new SendcatError({ code: "invalid_request", message });
}
