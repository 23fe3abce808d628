import { expect, it } from "vitest";
import { scriptedModel } from "@sendcat/port-contracts";
import { clientAddress } from "@sendcat/shared-types";
import { chatBody, world } from "../testing/world.ts";

const HOST = { waitUntil: () => undefined, ip: clientAddress("192.0.2.1"), country: "JM", draining: false };

/** The answer to a browser with this cookie, over HTTPS unless told otherwise. */
async function ask(w: ReturnType<typeof world>, cookie: string | null, more: { url?: string; body?: object } = {}) {
  const { url = "https://sendcat.test/api/session", body = {} } = more;
  const headers = new Headers({ "content-type": "application/json" });
  if (cookie !== null) headers.set("cookie", cookie);
  const ending = new AbortController().signal;
  const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
  return await w.gateway(request, { ...HOST, ending });
}

const nameIn = async (response: Response) => ((await response.json()) as { user: { id: string } }).user.id;
const open = () => world(scriptedModel([]));

it("keeps a session over HTTPS in a cookie that no other host can set, and that scripts and other sites cannot use", async () => {
  const [cookie, ...more] = (await ask(open(), null)).headers.getSetCookie();
  expect(cookie).toMatch(
    /^__Host-sendcat_session=s-newguest; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
  );
  expect(more).toEqual([]);
});

it("keeps a session over plain http, on one machine, for the route that reads it", async () => {
  const [cookie] = (await ask(open(), null, { url: "http://127.0.0.1:3000/api/session" })).headers.getSetCookie();
  expect(cookie).toMatch(/^sendcat_session=s-newguest; Path=\/api\/session; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
});

it("moves a session from the old cookie to the new one, and then no longer reads the old one", async () => {
  const w = open();
  const moved = await ask(w, "sendcat_session=s-alice");
  expect(moved.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-sendcat_session=s-alice; Path=\/; /),
    expect.stringMatching(/^sendcat_session=; Path=\/api\/session; Max-Age=0; /),
  ]);
  expect(await nameIn(moved)).toBe("alice");
  const planted = await ask(w, "sendcat_session=s-mallory; __Host-sendcat_session=s-alice");
  expect(await nameIn(planted)).toBe("alice");
});

it("takes the cookie as a proof on no other route", async () => {
  const url = "https://sendcat.test/api/chat";
  const response = await ask(open(), "__Host-sendcat_session=s-alice", { url, body: chatBody() });
  expect(response.status).toBe(401);
});
