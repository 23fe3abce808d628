import type { ErrorCode, PlanName, WebhookOutcome } from "@sendcat/shared-types";

/** One per turn and one per refusal; written as a line of JSON by the host. Holds no text of any message and no token. */
export type GatewayEvent =
  | {
      readonly event: "turn-finished";
      readonly requestId: string;
      readonly turnId: string;
      readonly userId: string;
      readonly plan: PlanName;
      readonly status: string;
      /** The model class that was asked for; `route` is the provider's model that answered. */
      readonly model: string;
      readonly route: string | null;
      readonly code: ErrorCode | null;
      readonly failovers: number;
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
      readonly chargedMicroUsd: number;
      readonly chargedTokens: number;
      /** A cost that the provider reported and that was not charged, because it is more than was held. Else null. */
      readonly implausibleMicroUsd: number | null;
      readonly firstTokenMs: number | null;
      readonly totalMs: number;
      readonly checkpoints: number;
      readonly detached: boolean;
      /** What the turn went without. */
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
      /** The day's spending passed this share of the service's cap. Once a day and share. */
      readonly event: "spend-alert";
      readonly requestId: string;
      readonly day: string;
      readonly percent: number;
    }
  | {
      /** A genuine delivery that was not known yet. */
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
      /** What a guest had goes to an account that was there before. */
      readonly carried: boolean;
    }
  | { readonly event: "fault"; readonly requestId: string; readonly where: string; readonly message: string };
