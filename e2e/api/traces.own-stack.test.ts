import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATIENT } from "../stack/policies.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { FAST, postChat, readStream, turnOf } from "./chat.ts";
import { newGuest } from "./guest.ts";

/** What an OTLP collector was sent: protobuf, whose texts are readable as they are. */
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

it("tells a collector of every turn and what it leaned on, and nothing of what was said or by whom", async () => {
  const guest = await newGuest(stack.web);
  await readStream(await postChat(guest, turnOf(`${FAST} A very particular question`)));
  const text = (): string => Buffer.concat(received).toString("latin1");
  await expect.poll(text, { timeout: 30_000 }).toContain("sendcat-web");
  await expect.poll(text, { timeout: 30_000 }).toContain("/api/chat");
  // The calls below it.
  await expect.poll(text, { timeout: 30_000 }).toContain(new URL(stack.toConvex.url).host);
  expect(text()).not.toContain("particular question");
  expect(text()).not.toContain(guest.token);
});
