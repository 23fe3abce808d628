/** A failure that the user at the terminal can fix: its message is shown without a stack trace. */
export class StackError extends Error {
  override readonly name = "StackError";
}
