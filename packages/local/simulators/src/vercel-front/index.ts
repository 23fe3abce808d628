export { createVercelFront, type VercelFront, type VercelFrontOptions } from "./create-vercel-front.ts";
export { readEdgeFunctions } from "./read-edge-functions.ts";
export { type Reading } from "./reading.ts";
