/** A push that cannot be accepted; the CLI prints the message. */
export class PushError extends Error {
  override readonly name = "PushError";
}
