/**
 * Where the official test library is known to differ from the platform, and what the suite does about it. Nothing
 * else may differ: a difference that is not listed here fails the suite.
 */
export const EXCEPTIONS: readonly { what: string; why: string; how: string }[] = [
  {
    what: "ids, creation times, cursors",
    why: "The library makes ids and cursors of its own form, and its creation times are thousandths of milliseconds.",
    how: "The interpreter answers documents without them and only says that they were there.",
  },
  {
    what: "frozen time, seeded randomness",
    why: "The library lets the clock run and Math.random be what it is inside functions.",
    how: "Programs ask for neither; the deployment's own tests do.",
  },
  {
    what: "error messages",
    why: "The library words its errors differently and adds no request id.",
    how: "Only that a call failed, and the data of a ConvexError, are compared.",
  },
  {
    what: "order in q.filter across types",
    why: "The library compares with JavaScript's < and >, where undefined, strings and big integers have no order; the platform orders all values.",
    how: "Filters compare by order only where both sides are numbers. Indexes, which the library orders rightly, take all values.",
  },
  {
    what: "v.record in schemas",
    why: "The library does not look into records.",
    how: "Records are generated only as the schema wants them.",
  },
  {
    what: "ConvexError data that is no plain JSON, through two nested mutations",
    why: "The library decodes the data after one nested call and passes bytes and big integers on as JSON would.",
    how: "Nested mutations fail with plain JSON; the outermost call fails with any value.",
  },
  {
    what: "the last page",
    why: "The library says isDone when the last document fills a page; the platform finds out with the next page.",
    how: "isDone counts as said when a page is full; a slot starts over once either side has said it.",
  },
];
