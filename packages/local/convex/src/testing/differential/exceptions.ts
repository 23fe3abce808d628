/**
 * Known differences between the official test library and the platform, and how the suite handles them. A difference
 * that is not listed here fails the suite.
 */
export const EXCEPTIONS: readonly { what: string; why: string; how: string }[] = [
  {
    what: "ids, creation times, cursors",
    why: "The library has its own format of ids and cursors, and its creation times have microseconds.",
    how: "The interpreter returns documents without them and only reports that they exist.",
  },
  {
    what: "frozen time, seeded randomness",
    why: "The library neither freezes the clock nor seeds Math.random inside functions.",
    how: "Programs use neither; the deployment's own tests cover them.",
  },
  {
    what: "error messages",
    why: "The library words its errors differently and adds no request id.",
    how: "Only that a call failed, and the data of a ConvexError, are compared.",
  },
  {
    what: "order in q.filter across types",
    why: "The library compares with JavaScript's < and >, where undefined, strings and big integers have no order; the platform orders all values.",
    how: "Filters compare by order only where both sides are numbers. Indexes, which the library orders correctly, use all values.",
  },
  {
    what: "v.record in schemas",
    why: "The library does not validate the content of records.",
    how: "Only records that match the schema are generated.",
  },
  {
    what: "ConvexError data beyond plain JSON, through two nested mutations",
    why: "The library decodes the data after one nested call and passes bytes and big integers on as JSON would.",
    how: "Nested mutations fail with plain JSON; the outermost call fails with any value.",
  },
  {
    what: "the last page",
    why: "The library sets isDone when the last document fills a page; the platform only on the next page.",
    how: "isDone is not compared when a page is full; a slot starts over when either side has set it.",
  },
];
