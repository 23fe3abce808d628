const OPENS = /^\s*(\{|\[DONE\])/;
const CLOSES = /\}\s*$/;

/**
 * Splits text that arrives in any pieces into server-sent events. Calls `onData` with each event's data (lines joined by LF) and its name (empty
 * if it has none). Lines may end with LF, CR LF or CR, even mixed. Skips comments and other fields. Scans no text twice.
 * Some servers leave out the blank line between events, or `data:`; then each JSON object is one event. Some relays write `data:` twice. Some
 * servers report an error in a field `error:`; it counts as an event of that name.
 */
export class SseEvents {
  readonly #onData: (data: string, event: string) => void;
  readonly #maxChars: number;
  /** The unfinished line. It is only appended to, so that a line in many pieces is joined only once. */
  #line = "";
  /** The last piece ended with CR: if the next one starts with LF, it belongs to that CR. */
  #skipsLf = false;
  #data: string | null = null;
  /** The last line of `#data`. */
  #lastLine = "";
  #event = "";
  /** The lines of this event have no field name. */
  #isBare = false;

  constructor(onData: (data: string, event: string) => void, maxChars: number) {
    this.#onData = onData;
    this.#maxChars = maxChars;
  }

  /** Returns false when an event is larger than `maxChars`. */
  push(text: string): boolean {
    if (text === "") return true;
    let from = this.#skipsLf && text.startsWith("\n") ? 1 : 0;
    this.#skipsLf = false;
    let [lf, cr] = [nextOf(text, "\n", from), nextOf(text, "\r", from)];
    for (;;) {
      if (lf < from) lf = nextOf(text, "\n", from);
      if (cr < from) cr = nextOf(text, "\r", from);
      const at = Math.min(lf, cr);
      if (at === Infinity) break;
      let line = text.slice(from, at);
      if (this.#line !== "") {
        line = this.#line + line;
        this.#line = "";
      }
      from = at + 1;
      // The LF of a CR LF may come in the next piece.
      if (at === cr && from === text.length) this.#skipsLf = true;
      else if (at === cr && from === lf) from++;
      if (line.length + (this.#data?.length ?? 0) > this.#maxChars) return false;
      this.#take(line);
    }
    if (from < text.length) this.#line += from === 0 ? text : text.slice(from);
    return this.#line.length + (this.#data?.length ?? 0) <= this.#maxChars;
  }

  /** Call when the stream has ended: the last event counts even without its blank line. */
  end(): void {
    if (this.#line !== "") this.#take(this.#line);
    this.#line = "";
    this.#take("");
  }

  #take(line: string): void {
    if (line === "") {
      const data = this.#data;
      const event = this.#event;
      this.#data = null;
      this.#event = "";
      this.#isBare = false;
      if (data !== null) this.#onData(data, event);
      return;
    }
    if (line.startsWith("data:")) this.#add(dataOf(line));
    else if (line.startsWith("event:")) this.#event = valueOf(line, 6);
    else if (line.startsWith("error:")) {
      this.#add(valueOf(line, 6));
      this.#event = "error";
    } else if (this.#isBare || line.startsWith("{")) {
      this.#isBare = true;
      this.#add(line);
    }
  }

  #add(value: string): void {
    // An object is never followed by another one within JSON, so it is an event of its own.
    if (this.#data !== null && OPENS.test(value) && CLOSES.test(this.#lastLine)) this.#take("");
    this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    this.#lastLine = value;
  }
}

/** The next index of a character; Infinity when there is none. */
function nextOf(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? Infinity : at;
}

function dataOf(line: string): string {
  const value = valueOf(line, 5);
  return value.startsWith("data:") ? valueOf(value, 5) : value;
}

function valueOf(line: string, at: number): string {
  return line.slice(line.charCodeAt(at) === 0x20 ? at + 1 : at);
}
