import betterAuth from "@convex-dev/better-auth/test";
import { createResendSimulator, type ResendSimulator } from "@sendcat/local-simulators/resend";
import type { AccountSession } from "@sendcat/shared-types";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { api } from "../../_generated/api.js";
import { openDeployment } from "../platform/deployment.fixture.ts";

/** The subject of a letter with a code. */
const CODE = /^\d{6}/;

/** For a test file: a deployment whose emails arrive in an inbox, and a user who signs in. `told` gets the inbox before the first test. */
export function withMail(told: (mail: ResendSimulator) => void = () => undefined) {
  let mail: ResendSimulator;
  beforeAll(async () => {
    mail = await createResendSimulator();
    told(mail);
    vi.stubEnv("SENDCAT_ISSUER", "https://sendcat.test");
    vi.stubEnv("BETTER_AUTH_SECRET", "a secret of a test, and of nothing else");
    vi.stubEnv("RESEND_API_KEY", "re_test");
    vi.stubEnv("RESEND_BASE_URL", mail.origin);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await mail.close();
  });
  afterEach(() => void vi.useRealTimers());

  let people = 0;
  return function open() {
    const deployment = openDeployment();
    // safe because the component's own test module expects an older convex-test of the same shape
    betterAuth.register(deployment.t as never);
    const { service } = deployment;
    const email = `person-${++people}@sendcat.test`;
    const code = async (to = email, purpose: "sign-in" | "password" | "passkey" = "sign-in") => {
      expect(await service.action(api.signIn.sendCode, { email: to, purpose })).toEqual({ ok: true });
      return codeIn(to);
    };
    const codeIn = (to: string) =>
      mail
        .letters()
        .find((letter) => letter.to.includes(to) && CODE.test(letter.subject))
        ?.subject.slice(0, 6) ?? "";
    const signIn = async (guestId: string | null = null) => {
      const result = await service.action(api.signIn.enter, { proof: { email, code: await code() }, guestId });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      return result;
    };
    const as = (subject: string, plan: "free" | "guest" = "free") =>
      deployment.t.withIdentity({ subject, kind: plan === "guest" ? "guest" : "user", plan });
    /** The holder of an access token of this session. */
    const within = ({ id, standing }: AccountSession) =>
      deployment.t.withIdentity({ subject: standing.userId, kind: "user", plan: standing.plan, session: id });
    return { ...deployment, email, code, codeIn, signIn, as, within };
  };
}
