import type { ToolPolicy } from "@sendcat/shared-types";
import { imageOriginsEnv } from "../platform/env.ts";
import { servicePolicy } from "../money/connectQuota.ts";

/** The policy's part about tools, with the deployment's own picture hosts. */
export function toolPolicy(): ToolPolicy {
  const { tools } = servicePolicy();
  return { ...tools, imageOrigins: [...tools.imageOrigins, ...imageOriginsEnv()] };
}
