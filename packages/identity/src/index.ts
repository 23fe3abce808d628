export { createIdentity, type IdentityOptions } from "./create-identity.ts";
