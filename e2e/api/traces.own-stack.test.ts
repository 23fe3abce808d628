import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATIENT } from "../stack/policies.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { FAST, postChat, readStream, turnOf } from "./chat.ts";
import { newGuest } from "./guest.ts";

/** What the OTLP collector received: protobuf, in which text is readable. */
const received: Buffer[] = [];
const collector = createServer((request, response) => {
  request.on("data", (chunk: Buffer) => received.push(chunk));
  request.on("end", () => response.writeHead(200).end());
});
let stack: OwnStack;
beforeAll(async () => {
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  // safe because a server listening on TCP has an AddressInfo
  const { port } = collector.address() as AddressInfo;
  stack = await startOwnStack({
    policy: { failure: PATIENT },
    webEnv: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
  });
});
afterAll(async () => {
  await stack?.close();
  collector.close();
});

it("sends a collector the trace of every turn and its dependencies, without the text or the user's token", async () => {
  const guest = await newGuest(stack.web);
  await readStream(await postChat(guest, turnOf(`${FAST} A very particular question`)));
  const text = (): string => Buffer.concat(received).toString("latin1");
  await expect.poll(text, { timeout: 30_000 }).toContain("sendcat-web");
  await expect.poll(text, { timeout: 30_000 }).toContain("/api/chat");
  // The calls to dependencies.
  await expect.poll(text, { timeout: 30_000 }).toContain(new URL(stack.toConvex.url).host);
  expect(text()).not.toContain("particular question");
  expect(text()).not.toContain(guest.token);
});
