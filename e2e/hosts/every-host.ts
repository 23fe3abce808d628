import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";

/** A stack that serves turns on all four hosts. */
export async function startEveryHost(policy: object): Promise<OwnStack> {
  return await startOwnStack({ policy, streamHost: true, convexHost: true, webEnv: { SENDCAT_NODE_ROUTE: "1" } });
}
