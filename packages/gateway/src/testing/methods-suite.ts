import { describe, expect, it, vi } from "vitest";
import { ROUTES } from "../routes/route-table.ts";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, world, type World } from "./world.ts";

const PATHS = [...new Set(ROUTES.map(({ path }) => path))];
const at = (path: string): string => `https://sendcat.test${path.replaceAll(/\{\w+\}/g, "some-id")}`;

async function ask(w: World, method: string, url: string, as = "op-alice", gateway = w.gateway): Promise<Response> {
  const request = new Request(url, { method, headers: { authorization: `Bearer ${as}` } });
  return await gateway(request, { waitUntil: () => undefined, ip: null, country: null });
}

const allowOf = (response: Response): readonly string[] => response.headers.get("allow")?.split(", ") ?? [];

/** Tests of HTTP methods that routes do not implement themselves. */
export function methodsSuite(): void {
  describe("HEAD", () => {
    it.each(PATHS)("%s: answers with the status and headers of GET, without the body", async (path) => {
      const w = world(scriptedModel([]));
      const [got, head] = await Promise.all([ask(w, "GET", at(path)), ask(w, "HEAD", at(path))]);
      expect(head.status).toBe(got.status);
      const names = (response: Response) => [...response.headers.keys()].toSorted();
      expect(names(head)).toEqual(names(got));
      expect(head.headers.get("content-type")).toBe(got.headers.get("content-type"));
      expect(await head.text()).toBe("");
    });

    it("of a running answer leaves no reader behind, in its own process or another one", async () => {
      const model = scriptedModel([[text("half ")], "wait", [text("and whole")], [usage(42), stop]]);
      const w = world(model);
      const body = chatBody();
      const own = await w.post("/api/chat", body, "alice");
      await own.body?.cancel();
      const url = at(`/api/chat/${body.turnId}/stream`);
      const here = await ask(w, "HEAD", url, "alice");
      const there = await ask(w, "HEAD", url, "alice", w.elsewhere);
      expect([here.status, there.status]).toEqual([200, 200]);
      expect(here.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
      const read = vi.spyOn(w.store, "read");
      await new Promise((resolve) => setTimeout(resolve, 900));
      expect(read).not.toHaveBeenCalled();
      model.release();
      await w.settled();
      expect(w.events.find(({ event }) => event === "turn-finished")).toMatchObject({ detached: true });
    });
  });

  describe("a method that a route does not have", () => {
    it.each(PATHS)("%s: is answered with 405 and the methods that it has", async (path) => {
      const w = world(scriptedModel([]));
      const own = ROUTES.filter((route) => route.path === path).map(({ method }) => method);
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
        const isServed = own.some((one) => one === (method === "HEAD" ? "GET" : method));
        const response = await ask(w, method, at(path));
        expect([method, response.status === 405]).toEqual([method, !isServed]);
        if (isServed) expect(response.headers.has("allow")).toBe(false);
        else
          expect(allowOf(response)).toEqual([
            ...own.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : one)),
            "OPTIONS",
          ]);
      }
      const options = await ask(w, "OPTIONS", at(path));
      expect(options.status).toBe(204);
      for (const method of own) expect(allowOf(options)).toContain(method);
    });
  });
}
