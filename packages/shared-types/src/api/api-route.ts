import type { z } from "zod";
import type { ErrorCode } from "../errors/error-table.ts";
import type { Policy } from "../policy/policy.ts";
import type { ThrottleName } from "../ports/throttle.ts";

/** Who may call a route. */
export const API_CALLERS = {
  public: "Anyone. No token is needed.",
  guest: "Anyone with an access token: guests and users. Each sees only their own.",
  user: "Users with an account. Guests get 403.",
  operator: "Users with the role `operator`.",
  webhook: "A provider that signs the body.",
  code: "Anyone who holds a code or a challenge that was made for them.",
} as const;
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
      /** Bytes that the route reads itself. */
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
 * How often a route may be called is said in its row: by a limiter, or by why it needs none. It asks nothing that costs (`process`), asks at
 * most once a second (`cached`), or only operators may call it.
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
  /** Whether the policy's `allowedOrigins` may call it from a page of theirs. */
  readonly crossOrigin: boolean;
  readonly throttle?: RouteThrottle;
  /** Limiters that the route's own code asks, because the key is in the request or in what is found. */
  readonly ownThrottles?: readonly ThrottleName[];
  /** A host with a bot check asks it; the page adds the check's challenge to these requests. Who does not pass proves with work. */
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
