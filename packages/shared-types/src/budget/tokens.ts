/** English has about four bytes a token; three leaves room for prices, names and other scripts. */
const BYTES_PER_TOKEN = 3;
/** Upper bound of what a provider's chat format adds to one message. */
const TOKENS_A_MESSAGE = 16;

const encoder = new TextEncoder();

export function utf8Bytes(text: string): number {
  return encoder.encode(text).byteLength;
}

/** Estimated tokens of a text of this size: used for users' token budgets until the provider has counted. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/**
 * Upper bound of the tokens of a text of this size: byte-level tokenizers, which all providers use, spend at least a byte on each token.
 * Money is reserved by this bound, so that a hard cap is never passed.
 */
export function mostTokens(bytes: number, messages: number): number {
  return bytes + messages * TOKENS_A_MESSAGE;
}
