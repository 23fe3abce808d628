import type { ErrorCode } from "./error-table.ts";

const marker = Symbol.for("sendcat.error");

/** A fault. Expected refusals are values (`Refusal`), not throws. */
export class SendcatError extends Error {
  override readonly name = "SendcatError";
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly scope: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(options: {
    code: ErrorCode;
    message?: string | undefined;
    scope?: string | undefined;
    retryAfterMs?: number | undefined;
    cause?: unknown;
  }) {
    super(options.message ?? options.code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.scope = options.scope;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Works across realms and duplicate copies of this package, where `instanceof` does not. */
  static isInstance(value: unknown): value is SendcatError {
    return typeof value === "object" && value !== null && marker in value;
  }
}
