import betterAuth from "@convex-dev/better-auth/convex.config";
import rateLimiter from "@convex-dev/rate-limiter/convex.config";
import workpool from "@convex-dev/workpool/convex.config";
import { defineApp } from "convex/server";

const app = defineApp();
// Addresses, passwords, codes and sessions of accounts: see `model/accounts/`.
app.use(betterAuth);
// Counts mails, exports and changes: see `model/platform/rateLimits.ts`.
app.use(rateLimiter);
// Runs the model's searches: see `model/tools/toolPool.ts`.
app.use(workpool, { name: "toolPool" });

export default app;
