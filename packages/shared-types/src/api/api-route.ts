import type { z } from "zod";
import type { ErrorCode } from "../errors/error-table.ts";
import type { Policy } from "../policy/policy.ts";
import type { ThrottleName } from "../ports/throttle.ts";

interface CallerRow {
  /** Who they are, as a sentence. */
  readonly who: string;
  /** Whether an access token is checked before the route's own code. */
  readonly needsToken: boolean;
}

/** Who may call a route. */
export const API_CALLERS = {
  public: { who: "Anyone. No token is needed.", needsToken: false },
  guest: { who: "Anyone with an access token: guests and users. Each sees only their own.", needsToken: true },
  user: { who: "Users with an account. Guests get 403.", needsToken: true },
  operator: { who: "Users with the role `operator`.", needsToken: true },
  webhook: { who: "A provider that signs the body.", needsToken: false },
  code: { who: "Anyone who holds a code or a challenge that was made for them.", needsToken: false },
} as const satisfies Readonly<Record<string, CallerRow>>;
export type ApiCaller = keyof typeof API_CALLERS;

/** What a route reads of a request's body. */
export type ApiBody =
  | {
      readonly type: "json";
      readonly schema: z.ZodType;
      /** The largest body that it accepts from anyone, in bytes. */
      readonly maxBytes: (policy: Policy) => number;
    }
  | {
      /** The route reads the bytes itself. */
      readonly type: "bytes";
      readonly contentTypes: readonly string[];
      readonly maxBytes: (policy: Policy) => number;
    };

/** What a route answers with a status. */
export type ApiAnswer =
  | { readonly type: "json"; readonly schema: z.ZodType }
  /** The UI message stream of the AI SDK. */
  | { readonly type: "event-stream" }
  | { readonly type: "text" }
  | { readonly type: "empty" };

/** A limiter that is asked before the route's own code. */
export interface RouteThrottle {
  readonly name: ThrottleName;
  readonly by: "user" | "address";
  /** The scope of the refusal. */
  readonly scope: string;
}

/**
 * Every row names its limiter, or the reason why it needs none: the route costs this process little and asks no other (`process`), it asks others
 * at most once a second (`cached`), or only operators may call it.
 */
export type Bounded =
  | Required<Pick<ApiRoute, "throttle">>
  | Required<Pick<ApiRoute, "ownThrottles">>
  | { readonly unthrottled: "process" | "cached" | "operators" };

export interface ApiRoute {
  readonly method: "GET" | "POST";
  /** A segment in braces stands for any one segment. */
  readonly path: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  readonly caller: ApiCaller;
  /** Whether pages of the policy's `allowedOrigins` may call it. */
  readonly crossOrigin: boolean;
  readonly throttle?: RouteThrottle;
  /** Limiters that the route's own code asks, because the key is in the request or in what is found. */
  readonly ownThrottles?: readonly ThrottleName[];
  /** A host with a bot check runs it for these requests, and the page adds its challenge to them. A client that fails it must do proof of work. */
  readonly botCheck?: true;
  /** The search parameters it reads, all optional. */
  readonly query?: z.ZodObject;
  /** Absent where no body is read. */
  readonly body?: ApiBody;
  /** By status. */
  readonly answers: Readonly<Record<number, ApiAnswer>>;
  /** Refusals of its own, beside those that follow from the members above. */
  readonly refusals?: readonly ErrorCode[];
}
