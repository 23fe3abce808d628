import betterAuth from "@convex-dev/better-auth/convex.config";
import workpool from "@convex-dev/workpool/convex.config";
import { defineApp } from "convex/server";

const app = defineApp();
// Addresses, passwords, codes and sessions of people with an account: see `model/accounts/`.
app.use(betterAuth);
// Searches of the model run here: see `model/tools/toolPool.ts`.
app.use(workpool, { name: "toolPool" });

export default app;
