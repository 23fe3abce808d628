import { chatRequestSchema, DEFAULT_POLICY } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { amountsToReserve } from "../turn/budget/amounts-to-reserve.ts";
import { scriptedModel } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "../testing/world.ts";

const HEADS: readonly (readonly [type: string, head: readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff, 0xe0]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]],
  ["application/pdf", [...new TextEncoder().encode("\n%PDF-1 (Kettle) Tj")]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
];

async function send(bytes: readonly number[], as = "pro-ana", name = "a.png") {
  const policy = {
    ...FAST_POLICY,
    plans: { ...FAST_POLICY.plans, pro: { ...FAST_POLICY.plans.pro, attachmentBytes: 64 } },
  };
  const { gateway } = world(scriptedModel([]), policy);
  const headers = {
    authorization: `Bearer ${as}`,
    "x-file-name": encodeURIComponent(name),
    "content-type": "text/html",
  };
  const request = new Request("https://sendcat.test/api/attachments", {
    method: "POST",
    body: new Uint8Array(bytes),
    headers,
  });
  return await gateway(request, { waitUntil: () => undefined, ip: null, country: null });
}

describe("pictures that the model is shown", () => {
  const held = (body: object) => {
    const chat = chatRequestSchema.parse({ ...chatBody("What is this?"), ...body });
    const model = DEFAULT_POLICY.models["fast"];
    if (!model) throw new Error("no such model");
    const prices = { priceOf: () => null, refresh: async () => undefined };
    return amountsToReserve({ policy: DEFAULT_POLICY, prices, plan: "plus", chat, model })[0];
  };

  it("are held for, each, and never fewer than the message has", () => {
    const none = held({});
    const { tokensAPicture } = DEFAULT_POLICY;
    const message = { ...chatBody("What is this?").message, attachments: ["a".repeat(16), "b".repeat(16)] };
    for (const two of [held({ pictures: 2 }), held({ message }), held({ message, pictures: 1 })]) {
      expect(two.tokens).toBe(none.tokens + 2 * tokensAPicture);
      expect(two.costMicroUsd).toBeGreaterThan(none.costMicroUsd);
    }
    expect(() => held({ pictures: 5 })).toThrow();
  });
});

describe("attachments", () => {
  it.each(HEADS)("are taken for what they are: %s", async (mediaType, head) => {
    const response = await send([...head, 1, 2, 3]);
    expect(await response.json()).toMatchObject({ mediaType, bytes: head.length + 3 });
  });

  it("are refused when they are something else, whatever they say", async () => {
    for (const bytes of [
      [0x3c, 0x73, 0x76, 0x67],
      [0x25, 0x50, 0x44, 0x46],
      [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x41],
    ]) {
      expect((await send(bytes)).status).toBe(415);
    }
    expect((await send([])).status).toBe(400);
  });

  it("that break off on the way are the caller's doing, not ours", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([0xff, 0xd8, 0xff]));
        controller.error(new Error("gone"));
      },
    });
    const { gateway } = world(scriptedModel([]));
    const init = { method: "POST", body, headers: { authorization: "Bearer pro-ana" }, duplex: "half" };
    const request = new Request("https://sendcat.test/api/attachments", init);
    const response = await gateway(request, { waitUntil: () => undefined, ip: null, country: null });
    expect(response.status).toBe(400);
  });

  it("are refused when they are too large for the plan, and for guests", async () => {
    expect((await send([0xff, 0xd8, 0xff, ...Array.from({ length: 100 }, () => 0)])).status).toBe(413);
    const guest = await send([0xff, 0xd8, 0xff], "ana");
    expect([guest.status, await guest.json()]).toMatchObject([
      403,
      { error: { scope: "plan.attachments", upgrade: true } },
    ]);
  });

  it("are called by the end of their name, without what cannot be shown", async () => {
    const named = async (name: string) =>
      ((await (await send([0xff, 0xd8, 0xff], "pro-ana", name)).json()) as { name: string }).name;
    expect(await named("C:\\fakepath\\k\u0000ettle.jpg")).toBe("kettle.jpg");
    expect(await named("../../etc/passwd")).toBe("passwd");
    expect(await named("")).toBe("file");
    expect((await named("x".repeat(500))).length).toBe(120);
  });
});
