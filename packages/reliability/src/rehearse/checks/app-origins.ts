import { ask } from "../ask.ts";
import { failed, ok, type Check } from "../check.ts";

/** Pages of other origins may not call the API. */
export const appOrigins: Check = {
  name: "other origins",
  needs: [],
  mend: "Remove what lets every origin in: SENDCAT_ALLOWED_ORIGINS in Vercel, or a proxy's own headers.",
  async look({ origin }) {
    const headers = { origin: "https://stranger.example", "access-control-request-method": "POST" };
    const reply = await ask(`${origin}/api/chat`, { method: "OPTIONS", headers });
    const allowed = reply.headers.get("access-control-allow-origin");
    return allowed === null ? ok("may not call") : failed(`${allowed} may call the API from a browser`);
  },
};
