import { decodeJwt } from "jose";
import { failed, ok, type Check } from "../check.ts";

/** Nobody has an account on day one. */
export const guestSession: Check = {
  name: "a guest's session",
  needs: [],
  mend: "Set SENDCAT_ISSUER in Vercel to the public address, and redeploy (docs/deploy.md, step 8). A device that has to prove itself first means load or proof.mode in SENDCAT_POLICY.",
  async look({ origin, session }) {
    const { iss } = decodeJwt(await session());
    return iss === origin ? ok("a token of this address") : failed(`its tokens are of ${iss}, the app is at ${origin}`);
  },
};
