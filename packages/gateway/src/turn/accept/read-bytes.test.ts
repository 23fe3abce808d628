import { expect, it } from "vitest";
import { readBytes } from "./read-bytes.ts";

it("refuses a body past the limit at once, on a host where cancelling the rest never ends", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => new Promise<void>(() => undefined),
  });
  // safe because Node requires it for a stream, and the types of fetch lack it
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  const read = await readBytes(new Request("https://sendcat.test/api/attachments", init), 25);
  expect(read).toMatchObject({ ok: false, refusal: { code: "payload_too_large" } });
});
