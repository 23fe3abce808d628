import type { EncodedValue } from "../values/encoded-value.ts";

/** A failure of a function, as reported to its caller: the message, and `ConvexError` data if any. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
  readonly data: EncodedValue | undefined;
  logLines: string[] = [];

  constructor(message: string, data?: EncodedValue) {
    super(message);
    this.data = data;
  }
}
