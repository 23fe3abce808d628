import workpool from "@convex-dev/workpool/convex.config";
import { defineApp } from "convex/server";

const app = defineApp();
// Searches of the model run here: see `model/tools/toolPool.ts`.
app.use(workpool, { name: "toolPool" });

export default app;
