import type { Code, Construct, Token, TokenizeContext } from "micromark-util-types";

/** Where a run of `*`, `_` or `~` is. */
interface RunPlace {
  readonly context: TokenizeContext;
  /** The characters before and after it; null at the start or end of the text. */
  readonly before: Code;
  readonly after: Code;
}

/** The construct, where `decide` may change whether a run can open or close something, once the run is read. */
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
