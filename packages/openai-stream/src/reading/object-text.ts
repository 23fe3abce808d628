/** The JSON text of one object that comes in pieces. Knows where the object closes, and looks at every character once. */
export class ObjectText {
  #text = "";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isClosed = false;

  get text(): string {
    return this.#text;
  }

  get isBlank(): boolean {
    return this.#text === "";
  }

  /** Every bracket that was opened is closed again. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes a piece as far as the object goes, and returns what is left of it. White space before the object counts as nothing. */
  push(piece: string): string {
    if (this.#isClosed) return piece;
    const fresh = this.#text === "" ? piece.trimStart() : piece;
    for (let at = 0; at < fresh.length; at++) {
      this.#step(fresh[at] ?? "");
      if (!this.#isClosed) continue;
      this.#text += fresh.slice(0, at + 1);
      return fresh.slice(at + 1);
    }
    this.#text += fresh;
    return "";
  }

  #step(character: string): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (character === "\\") this.#escaped = true;
      else if (character === '"') this.#inString = false;
    } else if (character === '"') this.#inString = true;
    else if (character === "{" || character === "[") this.#depth++;
    else if (character === "}" || character === "]") {
      this.#depth--;
      this.#isClosed = this.#depth === 0;
    }
  }
}

/** Whether a text can only be the beginning of an object. */
export function opensObject(text: string): boolean {
  return text.trimStart().startsWith("{");
}
