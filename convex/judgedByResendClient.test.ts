// @vitest-environment node
import { createResendSimulator } from "@sendcat/local-simulators/resend";
import { namesOf } from "@sendcat/shared-types";
import { Resend } from "resend";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CODE_USES, codeLetter } from "./model/accounts/codeLetter.ts";
import { mailLetter } from "./model/accounts/mailLetter.ts";
import { ACCOUNT_CHANGES, ownerLetter } from "./model/accounts/ownerLetter.ts";

const TO = "ana@sendcat.test";
const mail = await createResendSimulator();
const client = new Resend("re_test", { baseUrl: mail.origin });
const sent: { readonly call: string; readonly body: unknown; readonly headers: Headers }[] = [];
const network = globalThis.fetch;

vi.stubEnv("RESEND_API_KEY", "re_test");
vi.stubEnv("RESEND_BASE_URL", mail.origin);
vi.stubEnv("SENDCAT_MAIL_FROM", "Sendcat <hello@sendcat.test>");
vi.stubGlobal("fetch", async (...[input, init]: Parameters<typeof fetch>) => {
  const request = new Request(input, init);
  const { method, url, headers } = request;
  sent.push({ call: `${method} ${url}`, body: await request.clone().json(), headers });
  return await network(request);
});
beforeEach(() => void sent.splice(0));
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await mail.close();
});

/** Every kind of email that is sent. */
const LETTERS = [
  ...namesOf(CODE_USES).flatMap((purpose) => [codeLetter("123456", purpose), codeLetter(null, purpose)]),
  ...namesOf(ACCOUNT_CHANGES).map((change) => ownerLetter(change, 1_790_000_000_000)),
];

describe("an email to a user", () => {
  it.each(LETTERS)("is asked for as by Resend's own client: $subject", async ({ subject, text }) => {
    await mailLetter(TO, { subject, text });
    const { error } = await client.emails.send({ from: "Sendcat <hello@sendcat.test>", to: [TO], subject, text });
    expect(error).toBeNull();
    const [ours, theirs] = sent;
    expect([ours?.call, ours?.body]).toEqual([theirs?.call, theirs?.body]);
    for (const name of ["authorization", "content-type"])
      expect(ours?.headers.get(name)).toBe(theirs?.headers.get(name));
    // Without it, Resend answers 403.
    expect(ours?.headers.get("user-agent")).toBe("sendcat");
  });

  it.each([
    ["limits our calls", "rate_limit_exceeded", 429],
    ["has no quota left", "daily_quota_exceeded", 429],
    ["is broken", "application_error", 500],
  ])("is a fault while Resend %s, so that nobody waits for it", async (_, name, status) => {
    const body = JSON.stringify({ name, count: 1 });
    await network(`${mail.origin}/admin/faults`, { method: "POST", body });
    await expect(mailLetter(TO, { subject: "Hi", text: "Hi" })).rejects.toThrow(`answered ${status}`);
  });

  it("is a fault when Resend refuses its address", async () => {
    await expect(mailLetter("nobody", { subject: "Hi", text: "Hi" })).rejects.toThrow("answered 422");
  });
});
