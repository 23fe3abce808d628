// @vitest-environment node
import { expect, it } from "vitest";
import { api } from "./_generated/api.js";
import { withMail } from "./model/accounts/withMail.fixture.ts";

const open = withMail();

it("never reveals whether an address has an account, however often a wrong code is tried for it", async () => {
  const { service, signIn, email } = open();
  await signIn();
  const stranger = `stranger-${crypto.randomUUID()}@sendcat.test`;
  const wrong = "000000";
  const tries = {
    "sign-in": async (to: string) =>
      await service.action(api.signIn.enter, { proof: { email: to, code: wrong }, guestId: null }),
    password: async (to: string) =>
      await service.action(api.signIn.setPassword, { email: to, code: wrong, password: "correct horse" }),
    passkey: async (to: string) => await service.action(api.passkeys.options, { to: { email: to, code: wrong } }),
  } as const;
  for (const purpose of ["sign-in", "password", "passkey"] as const) {
    const seen: unknown[][] = [];
    for (const to of [email, stranger]) {
      const answers: unknown[] = [await service.action(api.signIn.sendCode, { email: to, purpose })];
      for (let times = 0; times < 8; times++) answers.push(await tries[purpose](to));
      seen.push(answers);
    }
    expect(seen[0], purpose).toEqual(seen[1]);
    expect(new Set(seen[0]?.slice(1).map((answer) => JSON.stringify(answer))).size, purpose).toBe(1);
  }
});
