/** English runs at about four bytes a token; three leaves room for prices, names and other scripts. */
const BYTES_PER_TOKEN = 3;
/** What a provider's chat format adds around one message, with room to spare. */
const TOKENS_A_MESSAGE = 16;

const encoder = new TextEncoder();

export function utf8Bytes(text: string): number {
  return encoder.encode(text).byteLength;
}

/** About how many tokens so much text is: what users' token budgets are reckoned with before the provider has counted. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/**
 * More tokens than so much text can be: byte-level tokenizers, which all providers' are, spend at least a byte on each. Money is held by
 * this bound, so that a hard cap is one.
 */
export function mostTokens(bytes: number, messages: number): number {
  return bytes + messages * TOKENS_A_MESSAGE;
}
