/**
 * Cuts server-sent events out of text that comes in any pieces: calls `onData` with the data of each event, its lines joined by LF, and its name,
 * empty where it has none. Lines end with LF or CR LF. Comments and other fields are skipped. Reads nothing twice, whatever the pieces.
 */
export class SseEvents {
  readonly #onData: (data: string, event: string) => void;
  readonly #maxChars: number;
  /** The begun line. Only ever appended to, so that a line in many pieces is put together once. */
  #line = "";
  #data: string | null = null;
  #event = "";

  constructor(onData: (data: string, event: string) => void, maxChars: number) {
    this.#onData = onData;
    this.#maxChars = maxChars;
  }

  /** False when an event is larger than allowed. */
  push(text: string): boolean {
    let from = 0;
    for (;;) {
      const at = text.indexOf("\n", from);
      if (at < 0) break;
      let line = text.slice(from, at);
      if (this.#line !== "") {
        line = this.#line + line;
        this.#line = "";
      }
      from = at + 1;
      if (line.length + (this.#data?.length ?? 0) > this.#maxChars) return false;
      this.#take(line);
    }
    if (from < text.length) this.#line += from === 0 ? text : text.slice(from);
    return this.#line.length + (this.#data?.length ?? 0) <= this.#maxChars;
  }

  /** The stream has ended: what stands is an event, although its blank line did not come. */
  end(): void {
    if (this.#line !== "") this.#take(this.#line);
    this.#line = "";
    this.#take("");
  }

  #take(raw: string): void {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "") {
      const data = this.#data;
      const event = this.#event;
      this.#data = null;
      this.#event = "";
      if (data !== null) this.#onData(data, event);
      return;
    }
    if (line.startsWith("data:")) {
      const value = valueOf(line, 5);
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    } else if (line.startsWith("event:")) this.#event = valueOf(line, 6);
  }
}

function valueOf(line: string, at: number): string {
  return line.slice(line.charCodeAt(at) === 0x20 ? at + 1 : at);
}
