import { handle } from "../../../wiring.ts";

export const runtime = "edge";
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
