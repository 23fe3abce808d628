import { handle } from "../../../wiring.ts";

// Deprecated by Next and still the closest place to the reader; the gateway does not depend on it, this line moves it.
export const runtime = "edge";
/** Of Vercel's regions the nearest to the Caribbean by network. */
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
