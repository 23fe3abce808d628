import { memoryIdentity, memoryThrottle, scriptedModel } from "@sendcat/port-contracts";
import { shortHash, type Recognised, type ThrottleName } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import type { RequestScope } from "../request-scope.ts";
import { world } from "../testing/world.ts";
import { throttleAccount, type AccountTry } from "./throttle-account.ts";

const EMAIL = "ana@sendcat.test";
const LIMITS: Partial<Record<ThrottleName, number>> = { "sign-in-account": 20, "code-account": 10 };

/** Tries until one is refused: the number of tries that were not. */
function guesser() {
  const throttle = memoryThrottle((name) => LIMITS[name] ?? (name.endsWith("-day") ? 100 : 1_000));
  return async (ip: string | null, tried: Partial<AccountTry> = {}) => {
    const scope = { ports: { throttle }, host: { ip } } as unknown as RequestScope;
    for (let tries = 0; ; tries++) {
      const one: AccountTry = { kind: "sign-in", account: EMAIL, day: "code-tries-day", ...tried };
      if ((await throttleAccount(scope, one)).refusal) return tries;
    }
  };
}

it("lets a stranger lock nobody out: what they may try is counted with their client address", async () => {
  const guess = guesser();
  expect(await guess("192.0.2.1")).toBe(20);
  expect(await guess("192.0.2.1")).toBe(0);
  expect(await guess("198.51.100.7")).toBe(20);
  expect(await guess("192.0.2.1", { account: "ben@sendcat.test" })).toBe(20);
});

it("lets all strangers together try a hundred codes of an account a day, whatever their addresses", async () => {
  const guess = guesser();
  let guessed = 0;
  for (let n = 1; n < 40; n++) guessed += await guess(`192.0.2.${n}`);
  expect(guessed).toBe(100);
  // The other ways in stay open.
  expect(await guess("192.0.2.99", { day: "password-tries-day" })).toBe(20);
  expect(await guess("192.0.2.99", { account: "cGFzc2tleQ", day: undefined })).toBe(20);
});

it("counts apart the device on which the owner has signed in before", async () => {
  const guess = guesser();
  for (let n = 1; n < 40; n++) await guess(`192.0.2.${n}`);
  const known: Recognised = { userId: "guest:ana", proven: false, sid: null, knows: await shortHash(EMAIL) };
  expect(await guess("192.0.2.1", { known: { ...known, knows: await shortHash("mallory@sendcat.test") } })).toBe(0);
  expect(await guess("192.0.2.1", { known })).toBe(20);
});

it("leaves a device known when its user signs out, but not when the session was ended elsewhere", async () => {
  const identity = memoryIdentity();
  const w = world(scriptedModel([]), undefined, { identity });
  const native = async (more: object, token?: string) => {
    const answer = await w.post("/api/session", { client: "native", ...more }, token);
    const { sessionToken } = (await answer.json()) as { sessionToken: string };
    return { sessionToken, known: await identity.recognise(sessionToken) };
  };
  const enter = async () => await native({ signIn: { email: EMAIL, password: "correct horse" } });
  const signedIn = await enter();
  const out = await native({ signOut: "here" }, signedIn.sessionToken);
  expect(out.known).toMatchObject({ sid: null, knows: await shortHash(EMAIL) });
  expect((await native({}, out.sessionToken)).known).toEqual(out.known);
  const ended = await enter();
  w.accounts.sessions.clear();
  expect((await native({}, ended.sessionToken)).known).not.toHaveProperty("knows");
});
