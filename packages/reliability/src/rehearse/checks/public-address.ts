import { failed, ok, type Check } from "../check.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** Cookies, passkeys and tokens all depend on the address that users see. */
export const publicAddress: Check = {
  name: "the public address",
  needs: [],
  mend: "Serve the app by https and set SENDCAT_ISSUER to that origin in Vercel and in Convex (docs/deploy.md, steps 4 and 8).",
  async look({ origin, env }) {
    const { protocol, hostname } = new URL(origin);
    if (protocol !== "https:" && !LOOPBACK.test(hostname)) return failed(`${origin} is not https`);
    const issuer = env["SENDCAT_ISSUER"];
    if (issuer && issuer.replace(/\/$/, "") !== origin)
      return failed(`SENDCAT_ISSUER is ${issuer}, the app is at ${origin}`);
    return ok(protocol === "https:" ? origin : `${origin}, on this machine`);
  },
};
