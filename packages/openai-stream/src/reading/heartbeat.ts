const WORD = "ping|heartbeat|keep-?alive";
const EVENT = new RegExp(`^(${WORD})$`, "i");
const DATA = new RegExp(`^(:.*|null|${WORD})?$`, "is");

/** Whether an event only keeps the connection open: by its name, or because its data is empty, null, a comment, or a word like `ping`. */
export function isHeartbeat(data: string, event: string): boolean {
  return EVENT.test(event) || DATA.test(data.trim());
}
