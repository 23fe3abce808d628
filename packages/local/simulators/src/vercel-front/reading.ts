/** Points that Vercel's documentation leaves open. Our rules and routes must hold under both readings. */
export interface Reading {
  /** The condition `path`: as it was sent, or decoded, with dot segments and double slashes resolved and without a last slash. */
  readonly path: "as-sent" | "normalized";
  /** A negated test of a header, a parameter or a cookie that is absent: true, or false as every test of it but `ex`. */
  readonly absent: "negation-holds" | "nothing-holds";
  /** An expression in `has` or `missing` of vercel.json: searched for, or held to the whole value. */
  readonly expression: "search" | "whole";
}

export const DEFAULT_READING: Reading = { path: "as-sent", absent: "negation-holds", expression: "whole" };
