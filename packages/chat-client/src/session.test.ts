import { expect, it } from "vitest";
import { createOneAtATime } from "./one-at-a-time.ts";
import { createSession } from "./session.ts";

/** A service and a browser's cookie: signing in takes the guest's session away, and whoever comes with it later is a new guest. */
function service({ signInMs }: { readonly signInMs: number }) {
  let cookie = "guest-1";
  let taken = "";
  const answer = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    const asked = String(init?.body);
    const sent = cookie;
    const signsIn = asked.includes("signIn");
    if (signsIn) taken = sent;
    // An answer that was begun later may come earlier.
    await new Promise((resolve) => setTimeout(resolve, signsIn ? signInMs : 30));
    const subject = signsIn ? "user-1" : sent === taken ? "guest-2" : sent;
    cookie = subject;
    const user = { id: subject, kind: subject.startsWith("user") ? "user" : "guest", plan: "free" };
    return Response.json({ token: subject, expiresAtMs: Date.now() + 600_000, user: { role: "user", ...user } });
  };
  return { fetch: answer as typeof fetch, cookie: () => cookie };
}

const signIn = { provider: "islandid", code: "code", state: "state" } as const;

it("stays signed in when a token is asked for while the sign-in is under way", async () => {
  const { fetch, cookie } = service({ signInMs: 5 });
  const session = createSession({ baseUrl: "https://sendcat.test", fetch });
  const signingIn = session.signIn(signIn);
  await new Promise((resolve) => setTimeout(resolve));
  const [user, token] = await Promise.all([signingIn, session.token()]);
  expect([user.id, token, cookie()]).toEqual(["user-1", "user-1", "user-1"]);
});

it("stays signed in when another tab asks for a token while the sign-in is under way", async () => {
  const { fetch, cookie } = service({ signInMs: 5 });
  const [here, there] = [1, 2].map(() => createSession({ baseUrl: "https://sendcat.test", fetch }));
  const signingIn = here?.signIn(signIn);
  await new Promise((resolve) => setTimeout(resolve));
  await Promise.all([signingIn, there?.token()]);
  expect(cookie()).toBe("user-1");
});

it("goes ahead when a lock is not to be had, and tells a failed request once", async () => {
  const refused = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  const inTurn = createOneAtATime(refused as unknown as LockManager);
  expect(await inTurn(async () => "asked")).toBe("asked");
  let asked = 0;
  const locks = { request: async (_name: string, _options: object, run: () => unknown) => await run() };
  const failing = createOneAtATime(locks as unknown as LockManager);
  const failed = failing(async () => {
    asked++;
    throw new Error("no network");
  });
  await expect(failed).rejects.toThrow("no network");
  expect([asked, await failing(async () => "next")]).toEqual([1, "next"]);
});
