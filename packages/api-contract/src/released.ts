import { join } from "node:path";

/** The OpenAPI document as it was last released. */
export const RELEASED = join(import.meta.dirname, "../../../docs/api/released.json");
