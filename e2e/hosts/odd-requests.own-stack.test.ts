import { ODD_REQUESTS } from "@sendcat/http-server/testing/odd-requests";
import { codeOf, sendRaw } from "@sendcat/http-server/testing/send-raw";
import { API_ROUTES, methodsOf } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";

let stack: OwnStack;
beforeAll(async () => {
  const proof = { mode: "off" };
  stack = await startOwnStack({ policy: { failure: PATIENT, proof }, streamHost: true, front: "vercel" });
});
afterAll(() => stack?.close());

const HOSTS = ["the web app", "apps/stream"] as const;
const originOf = (host: (typeof HOSTS)[number]): string => (host === "apps/stream" ? (stack.stream ?? "") : stack.app);
const PATHS = [...new Set(API_ROUTES.map(({ path }) => path))];

describe.each(HOSTS)("an odd request to %s is answered, and so is the next one", (host) => {
  it.each(ODD_REQUESTS)("$title", async ({ bytes, status, code, onNext }) => {
    const answer = await sendRaw(originOf(host), bytes);
    const expected = host === "the web app" && onNext !== undefined ? [onNext, null] : [status, code];
    expect([answer.status, codeOf(answer)]).toEqual(expected);
    expect((await fetch(`${originOf(host)}/api/health`)).status).toBe(200);
  });

  it.each(PATHS)("%s: HEAD answers as GET does, and a 405 lists the methods", async (path) => {
    const url = originOf(host) + path.replaceAll(/\{\w+\}/g, "some-id");
    const allowed = methodsOf(API_ROUTES.filter((route) => route.path === path));
    const [head, got, other] = await Promise.all(["HEAD", "GET", "DELETE"].map((method) => fetch(url, { method })));
    expect([head?.status, await head?.text()]).toEqual([got?.status, ""]);
    expect([other?.status, other?.headers.get("allow")]).toEqual([405, allowed.join(", ")]);
    const trace = await sendRaw(
      originOf(host),
      Buffer.from(`TRACE ${new URL(url).pathname} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    expect(trace.headers.toLowerCase()).toContain(`allow: ${allowed.join(", ").toLowerCase()}`);
  });
});

describe("an odd request to the front before the web app", () => {
  it.each(ODD_REQUESTS)("$title: is refused by the front or answered by the app, never with 5xx", async ({ bytes }) => {
    const { status } = await sendRaw(stack.web, bytes);
    expect(status ?? 400).toBeLessThan(500);
    expect((await fetch(`${stack.web}/api/health`)).status).toBe(200);
  });
});
