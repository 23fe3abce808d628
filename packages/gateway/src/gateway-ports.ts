import type {
  Accounts,
  AttachmentStore,
  Billing,
  DeliveryMemory,
  Firewall,
  Identity,
  Metrics,
  Model,
  ModelPrices,
  Operations,
  OperationsLog,
  ProofOfWork,
  Purchases,
  Quota,
  Reports,
  ShareStore,
  SpentProofs,
  ThreadStore,
  Throttle,
  ToolCache,
  ToolQueue,
  TurnStore,
  WebhookInbox,
  WebhookSource,
} from "@sendcat/shared-types";
import type { GatewayEvent } from "./gateway-event.ts";

/** Every port of the gateway. */
export interface GatewayPorts {
  readonly firewall: Firewall;
  readonly identity: Identity;
  readonly accounts: Accounts;
  readonly attachments: AttachmentStore;
  /** Null where plans are not sold. */
  readonly billing: Billing | null;
  readonly purchases: Purchases;
  readonly quota: Quota;
  readonly throttle: Throttle;
  readonly turnStore: TurnStore;
  readonly threadStore: ThreadStore;
  readonly shareStore: ShareStore;
  readonly reports: Reports;
  readonly model: Model;
  readonly toolCache: ToolCache;
  readonly toolQueue: ToolQueue;
  readonly prices: ModelPrices;
  readonly proof: ProofOfWork;
  readonly spentProofs: SpentProofs;
  /** Counts are sent to Redis together with the quota's calls. */
  readonly metrics: Metrics;
  readonly operations: Operations;
  readonly operationsLog: OperationsLog;
  /** The sources whose webhooks are accepted, by the name in the path. */
  readonly webhooks: Readonly<Record<string, WebhookSource>>;
  readonly inbox: WebhookInbox;
  readonly deliveries: DeliveryMemory;
  /** Called with one wide event per turn and per refusal. Must not throw. */
  readonly record: (event: GatewayEvent) => void;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The addresses in `GET /api/config`. */
export interface PublicAddresses {
  /** The web app's origin, to which payment pages and sign-in providers return. */
  readonly webOrigin: string;
  readonly streamBaseUrl: string;
  readonly convexUrl: string;
}
