import type { Code, Construct, Token, TokenizeContext } from "micromark-util-types";

/** Where a run of `*`, `_` or `~` stands. */
interface RunPlace {
  readonly context: TokenizeContext;
  /** The characters beside it; null at an end of the text. */
  readonly before: Code;
  readonly after: Code;
}

/** The construct with a say in whether a run, once it is read, may open or close something. */
export function atRunEnd(construct: Construct, decide: (run: Token, place: RunPlace) => void): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const before = this.previous;
      return construct.tokenize.call(
        this,
        effects,
        (after) => {
          const run = this.events.at(-1)?.[1];
          if (run) decide(run, { context: this, before, after });
          return ok(after);
        },
        nok,
      );
    },
  };
}
