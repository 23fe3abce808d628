import type { StreamingStrategy } from "@sendcat/shared-types";
import type { StackPorts } from "./stack-ports.ts";

export type StackMode = "dev" | "production";

/** A part runs on this machine unless the environment names the real one. */
export type OpenRouterChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly apiKey: string; readonly baseUrl: string };

/** A second provider of models: simulated where the policy has a route of it and there is no key. */
export type FireworksChoice =
  | { readonly kind: "none" }
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** Whom searches are sent to. With a key of one the other one's tools are not offered unless it has a key too. */
export type SearchChoice =
  | { readonly kind: "simulator" }
  | {
      readonly kind: "real";
      readonly environment: Readonly<Record<string, string>>;
      readonly tools: readonly string[];
    };

/** Whom letters with codes are handed to. */
export type MailChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** Whom people may sign in with besides us. */
export type SignInChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** Who sells the plans. */
export type PaymentsChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

export type RedisChoice =
  | { readonly kind: "local" }
  | { readonly kind: "real"; readonly url: string; readonly token: string };

export type ConvexChoice =
  | { readonly kind: "local" }
  /** Without a key the deployment is used as it is: nothing is pushed to it, none of its settings is changed. */
  | { readonly kind: "real"; readonly url: string; readonly push: ConvexPushKey | null };

export type ConvexPushKey =
  | { readonly kind: "cloud"; readonly deployKey: string }
  | { readonly kind: "self-hosted"; readonly adminKey: string };

export interface StackSettings {
  readonly mode: StackMode;
  readonly ports: StackPorts;
  /** Absolute. Everything that must survive a restart is below it. */
  readonly dataDir: string;
  readonly openRouter: OpenRouterChoice;
  readonly fireworks: FireworksChoice;
  readonly search: SearchChoice;
  readonly mail: MailChoice;
  readonly payments: PaymentsChoice;
  readonly signIn: SignInChoice;
  readonly redis: RedisChoice;
  readonly convex: ConvexChoice;
  /** Private ES256 JWK from the environment, or null: the stack keeps one of its own. */
  readonly signingKey: string | null;
  /** What the auth component hashes and signs with, from the environment, or null: it is derived from the signing key. */
  readonly authSecret: string | null;
  /** Who serves the chat streams; `dedicated` also starts apps/stream. */
  readonly strategy: StreamingStrategy;
  /** JSON that is laid over the default policy, or null. */
  readonly policy: string | null;
}
