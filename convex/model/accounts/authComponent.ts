import type { ComponentApi } from "@convex-dev/better-auth/_generated/component.js";
import { componentsGeneric } from "convex/server";

/** safe because convex.config.ts uses the component under this name; code generation without a deployment does not know components */
const components = componentsGeneric() as unknown as { readonly betterAuth: ComponentApi };

/** The tables of the auth component: `user` (addresses), `account` (passwords), `session`, `verification` (codes). */
export const authTables = components.betterAuth.adapter;
export const authComponent = components.betterAuth;
