export { createUpstashLocal, type UpstashLocal, type UpstashLocalOptions } from "./create-upstash-local.ts";
