import type { StreamingStrategy } from "@sendcat/shared-types";
import type { StackPorts } from "./stack-ports.ts";

export type StackMode = "dev" | "production";

/** What stands before the web app on this machine. */
export const FRONTS = ["none", "vercel"] as const;
export type Front = (typeof FRONTS)[number];

/** A part runs on this machine unless the environment names the real one. */
export type OpenRouterChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly apiKey: string; readonly baseUrl: string };

/** A second provider of models: simulated where the policy has a route of it and there is no key. */
export type FireworksChoice =
  | { readonly kind: "none" }
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** The search services to use. With only one service's key, the other's tools are not offered. */
export type SearchChoice =
  | { readonly kind: "simulator" }
  | {
      readonly kind: "real";
      readonly environment: Readonly<Record<string, string>>;
      readonly tools: readonly string[];
    };

/** Which service sends the emails with codes. */
export type MailChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** Sign-in providers besides our own accounts. */
export type SignInChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

/** Which service sells the plans. */
export type PaymentsChoice =
  | { readonly kind: "simulator" }
  | { readonly kind: "real"; readonly environment: Readonly<Record<string, string>> };

export type RedisChoice =
  | { readonly kind: "local" }
  | { readonly kind: "real"; readonly url: string; readonly token: string };

export type ConvexChoice =
  | { readonly kind: "local" }
  /** Without a key the deployment is used as it is: nothing is pushed, and none of its settings is changed. */
  | { readonly kind: "real"; readonly url: string; readonly push: ConvexPushKey | null };

export type ConvexPushKey =
  | { readonly kind: "cloud"; readonly deployKey: string }
  | { readonly kind: "self-hosted"; readonly adminKey: string };

export interface StackSettings {
  readonly mode: StackMode;
  readonly ports: StackPorts;
  /** Absolute path. Everything that must survive a restart is in it. */
  readonly dataDir: string;
  readonly front: Front;
  readonly openRouter: OpenRouterChoice;
  readonly fireworks: FireworksChoice;
  readonly search: SearchChoice;
  readonly mail: MailChoice;
  readonly payments: PaymentsChoice;
  readonly signIn: SignInChoice;
  readonly redis: RedisChoice;
  readonly convex: ConvexChoice;
  /** Private ES256 JWK from the environment; null: the stack makes and keeps its own. */
  readonly signingKey: string | null;
  /** The auth component's secret from the environment; null: derived from the signing key. */
  readonly authSecret: string | null;
  /** Where hosts tell of the day's spending; null: nowhere. */
  readonly alertWebhookUrl: string | null;
  /** Who serves the chat streams; `dedicated` also starts apps/stream. */
  readonly strategy: StreamingStrategy;
  /** JSON that is applied on top of the default policy, or null. */
  readonly policy: string | null;
}
