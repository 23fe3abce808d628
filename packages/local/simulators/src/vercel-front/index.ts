export { createVercelFront, type VercelFront, type VercelFrontOptions } from "./create-vercel-front.ts";
export { type Reading } from "./reading.ts";
