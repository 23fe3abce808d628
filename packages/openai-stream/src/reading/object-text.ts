/** Collects the JSON text of one object that arrives in pieces. Detects where the object closes, and reads every character once. */
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

  /** True once every opened bracket is closed. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Appends a piece up to the end of the object, and returns the rest of it. White space before the object is dropped. */
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

/** Whether a text begins with an object's opening bracket. */
export function opensObject(text: string): boolean {
  return text.trimStart().startsWith("{");
}
