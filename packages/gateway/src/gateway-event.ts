import type { Ending, ErrorCode, PlanName, WebhookOutcome } from "@sendcat/shared-types";

/** An event that the host writes as one line of JSON: one per turn, per refusal, and so on. Contains no message text and no token. */
export type GatewayEvent =
  | {
      readonly event: "turn-finished";
      readonly requestId: string;
      readonly turnId: string;
      readonly userId: string;
      readonly plan: PlanName;
      readonly status: Ending;
      /** The model class that was asked for; `route` is the provider's model that answered. */
      readonly model: string;
      readonly route: string | null;
      /** The host that a router chose, and the host's own reason for ending; at most 100 characters each. Of the turn's last call. */
      readonly host: string | null;
      readonly nativeFinishReason: string | null;
      readonly code: ErrorCode | null;
      readonly failovers: number;
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
      /** The parts of the input that the provider read from its prompt cache, and wrote to it. */
      readonly cachedInputTokens: number | null;
      readonly cacheWriteTokens: number | null;
      readonly chargedMicroUsd: number;
      readonly chargedTokens: number;
      /** A reported cost above the reservation or the list price: at most the reservation was charged. Else null. */
      readonly implausibleMicroUsd: number | null;
      readonly firstTokenMs: number | null;
      readonly totalMs: number;
      readonly checkpoints: number;
      readonly detached: boolean;
      /** The dependencies that were unavailable. */
      readonly degraded: readonly string[];
    }
  | {
      readonly event: "request-refused";
      readonly requestId: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly code: ErrorCode;
      readonly scope: string | null;
      readonly attribution: string;
      readonly degraded: readonly string[];
    }
  | {
      /** The day's spend passed `percent` of the service's cap. Once per day and percentage. */
      readonly event: "spend-alert";
      readonly requestId: string;
      readonly day: string;
      readonly percent: number;
    }
  | {
      /** A genuine delivery that was not received before. */
      readonly event: "webhook";
      readonly requestId: string;
      readonly source: string;
      readonly type: string;
      readonly eventId: string;
      readonly outcome: WebhookOutcome;
    }
  | {
      readonly event: "signed-in";
      readonly requestId: string;
      readonly userId: string;
      /** True when the guest's data is moved to an existing account. */
      readonly carried: boolean;
    }
  | { readonly event: "fault"; readonly requestId: string; readonly where: string; readonly message: string };
