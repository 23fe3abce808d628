/** The tags of different models. */
const OPENS = ["<think>", "<thinking>", "<thought>"] as const;

/** Text and reasoning of a piece; either may be empty. */
export interface Parted {
  readonly reasoning: string;
  readonly text: string;
}

/** Parts an answer's text from reasoning that the model wrote into it: at its start, between `<think>` and `</think>` or the like. */
export class ThinkTags {
  #state: "before" | "inside" | "closed" | "after" = "before";
  #close = "";
  /** Text that may be the beginning of a tag. */
  #held = "";

  /** True once no tag can follow: the rest is text. */
  get areOver(): boolean {
    return this.#state === "after";
  }

  push(piece: string): Parted {
    const all = this.#held + piece;
    this.#held = "";
    if (this.#state === "after") return { reasoning: "", text: all };
    if (this.#state === "inside") return this.#inside(all);
    if (this.#state === "closed") return this.#closed("", all);
    const start = all.trimStart();
    const open = OPENS.find((tag) => start.startsWith(tag));
    if (open !== undefined) {
      this.#state = "inside";
      this.#close = open.replace("<", "</");
      return this.#inside(start.slice(open.length));
    }
    if (OPENS.some((tag) => tag.startsWith(start))) {
      this.#held = all;
      return { reasoning: "", text: "" };
    }
    this.#state = "after";
    return { reasoning: "", text: all };
  }

  /** Call when the answer has ended: what was held was no tag. */
  end(): Parted {
    const held = this.#held;
    this.#held = "";
    return this.#state === "inside" ? { reasoning: held, text: "" } : { reasoning: "", text: held };
  }

  #inside(all: string): Parted {
    const close = this.#close;
    const at = all.indexOf(close);
    if (at >= 0) return this.#closed(all.slice(0, at), all.slice(at + close.length));
    let kept = Math.min(close.length - 1, all.length);
    while (kept > 0 && !close.startsWith(all.slice(all.length - kept))) kept--;
    this.#held = all.slice(all.length - kept);
    return { reasoning: all.slice(0, all.length - kept), text: "" };
  }

  /** The white space after the tag is not part of the text. */
  #closed(reasoning: string, rest: string): Parted {
    const text = rest.trimStart();
    this.#state = text === "" ? "closed" : "after";
    return { reasoning, text };
  }
}
