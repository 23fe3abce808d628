import { ERROR_CODES, errorBodySchema, isRecord, toPublicError, type PublicError } from "@sendcat/shared-types";

const marker = Symbol.for("sendcat.chat-refusal");

/** The service refused the request. Thrown before a stream begins; `error` is what the user sees. */
export class ChatRefusal extends Error {
  override readonly name = "ChatRefusal";
  readonly [marker] = true;
  readonly error: PublicError;
  readonly status: number;
  readonly requestId: string | null;

  constructor(options: { error: PublicError; status: number; requestId: string | null }) {
    super(options.error.message);
    this.error = options.error;
    this.status = options.status;
    this.requestId = options.requestId;
  }

  /** Works across realms and duplicate copies of this package. */
  static isInstance(value: unknown): value is ChatRefusal {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** Largest error body that is read; a proxy's error page may have any size. */
const MAX_ERROR_CHARS = 16_384;

/** Reads a refused response. A body that is not ours (a proxy's page) becomes `internal`, with its Retry-After. */
export async function refusalFromResponse(response: Response): Promise<ChatRefusal> {
  const retryAfterMs = retryAfterOf(response);
  const retry = retryAfterMs === null ? {} : { retryAfterMs };
  const text = await response.text().catch(() => "");
  const body = text.length <= MAX_ERROR_CHARS ? parseJson(text) : null;
  const parsed = errorBodySchema.safeParse(withKnownCode(body, response.status));
  if (parsed.success) {
    const { error, requestId } = parsed.data;
    return new ChatRefusal({ error: { ...retry, ...error }, status: response.status, requestId });
  }
  const error = toPublicError({ code: codeOfStatus(response.status), ...retry });
  return new ChatRefusal({ error, status: response.status, requestId: null });
}

/** `Retry-After` in milliseconds, from seconds or a date; null when absent or unreadable. */
function retryAfterOf(response: Response): number | null {
  const header = response.headers.get("retry-after");
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** A newer service may have codes that this client does not know: its sentence stays, the code becomes the status's. */
function withKnownCode(body: unknown, status: number): unknown {
  if (!isRecord(body) || !isRecord(body["error"])) return body;
  const { error } = body;
  const isKnown = ERROR_CODES.some((code) => code === error["code"]);
  return isKnown ? body : { ...body, error: { ...error, code: codeOfStatus(status) } };
}

function codeOfStatus(status: number): PublicError["code"] {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "blocked";
  if (status === 404) return "not_found";
  if (status === 410) return "client_outdated";
  if (status === 413) return "payload_too_large";
  if (status === 429) return "rate_limited";
  if (status === 503) return "capacity_saturated";
  if (status === 504) return "upstream_timeout";
  return "internal";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
