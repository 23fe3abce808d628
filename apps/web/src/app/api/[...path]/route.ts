import { handle } from "../../../wiring.ts";

// Next deprecates the edge runtime, but it is still closest to the users. The gateway does not depend on it: to move, change this line.
export const runtime = "edge";
/** The Vercel region with the shortest network path to the Caribbean. */
export const preferredRegion = "iad1";
export const dynamic = "force-dynamic";

export {
  handle as GET,
  handle as HEAD,
  handle as POST,
  handle as OPTIONS,
  handle as PUT,
  handle as PATCH,
  handle as DELETE,
};
