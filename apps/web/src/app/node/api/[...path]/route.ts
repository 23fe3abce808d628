import { handleOnNode } from "../../../../wiring.ts";

/** The same API on the Node runtime, under `/node`, when SENDCAT_NODE_ROUTE is 1. Off by default: the platform's firewall rules cover only `/api`. */
export const runtime = "nodejs";
export const preferredRegion = "iad1";
export const dynamic = "force-dynamic";

export {
  handleOnNode as GET,
  handleOnNode as HEAD,
  handleOnNode as POST,
  handleOnNode as OPTIONS,
  handleOnNode as PUT,
  handleOnNode as PATCH,
  handleOnNode as DELETE,
};
