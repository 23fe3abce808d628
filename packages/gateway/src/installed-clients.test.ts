import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createResponseCheck, RELEASED, type OpenApi } from "@sendcat/api-contract";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { API_VERSION, clientAddress, OLDEST_API_VERSION } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { world } from "./testing/world.ts";

/** A request as our own client of that version sent it, recorded on the running product. */
interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const FOLDER = join(import.meta.dirname, "../../../docs/api/clients");
const versions = readdirSync(FOLDER).map((file) => Number(file.replace(".json", "")));
// safe because `pnpm api:release` wrote it
const check = createResponseCheck(JSON.parse(readFileSync(RELEASED, "utf8")) as OpenApi);

/** Statuses that mean the request was not understood; other refusals depend on what is stored. */
const NOT_UNDERSTOOD = [400, 405, 410, 413, 415];

describe("an installed client", () => {
  it("is recorded for each version that is still answered, two at most", () => {
    const answered = Array.from({ length: API_VERSION - OLDEST_API_VERSION + 1 }, (_, n) => OLDEST_API_VERSION + n);
    expect(versions.toSorted((a, b) => a - b)).toEqual(answered.slice(-2));
  });

  it.each(versions)("of version %i is understood, and understands what it is answered", async (version) => {
    const w = world(scriptedModel([[text("An answer.")], [usage(42), stop]]));
    // safe because the file is a recording in this shape
    const requests = JSON.parse(readFileSync(join(FOLDER, `${version}.json`), "utf8")) as readonly Recorded[];
    for (const { method, path, headers, body } of requests) {
      const sent = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace("{token}", "alice")]),
      );
      const request = new Request(`https://sendcat.test${path}`, {
        method,
        headers: sent,
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
      const response = await w.gateway(request, {
        waitUntil: () => undefined,
        ip: clientAddress("192.0.2.1"),
        country: "JM",
      });
      const said = await response.text();
      expect(NOT_UNDERSTOOD, `${method} ${path}: ${said.slice(0, 300)}`).not.toContain(response.status);
      const contentType = response.headers.get("content-type");
      const wrong = await check({
        method,
        path: new URL(request.url).pathname,
        status: response.status,
        contentType,
        body: said,
      });
      expect(wrong).toBeNull();
    }
  });
});
