const marker = Symbol.for("sendcat.chat-disconnected");

/** The network was down for longer than we retry. The turn may still be running: resume it by its id, or read it from storage. */
export class ChatDisconnected extends Error {
  override readonly name = "ChatDisconnected";
  readonly [marker] = true;
  readonly turnId: string;

  constructor(turnId: string, cause: unknown) {
    super("The connection was lost.", { cause });
    this.turnId = turnId;
  }

  static isInstance(value: unknown): value is ChatDisconnected {
    return typeof value === "object" && value !== null && marker in value;
  }
}
