export { breakingChanges } from "./breaking-changes.ts";
export { asOpenApi, type OpenApi } from "./open-api.ts";
export { RELEASED } from "./released.ts";
export { createResponseCheck, type Exchange, type ResponseCheck } from "./response-check.ts";
