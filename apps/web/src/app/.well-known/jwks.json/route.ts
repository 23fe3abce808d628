import { handle } from "../../../wiring.ts";

export const runtime = "edge";
export const dynamic = "force-dynamic";

export { handle as GET };
