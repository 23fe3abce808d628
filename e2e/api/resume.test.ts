import { beforeAll, describe, expect, it } from "vitest";
import { messagesOf, postChat, readStream, textOf, turnOf } from "./chat.ts";
import { newGuest, type Guest } from "./guest.ts";

let guest: Guest;
beforeAll(async () => {
  guest = await newGuest();
});

function resume(turnId: string, after: number): Promise<Response> {
  return fetch(`${guest.web}/api/chat/${turnId}/stream?after=${after}`, {
    headers: { authorization: `Bearer ${guest.token}` },
  });
}

describe("a stream that is cut", () => {
  it("goes on where it was: no text twice, none lost, and the turn is stored whole although its client went", async () => {
    const body = turnOf("[[sim:bench tokens=300 tokens-per-second=100]]");
    const first = await readStream(await postChat(guest, body), (text) => text.length > 200);
    expect(first.done).toBe(false);
    const rest = await readStream(await resume(body.turnId, first.text.length));
    expect(rest.done).toBe(true);
    expect(rest.chunks.at(-1)?.type).toBe("finish");
    await expect.poll(async () => (await messagesOf(guest, body.threadId)).at(-1)?.status).toBe("complete");
    expect(first.text + rest.text).toBe(textOf((await messagesOf(guest, body.threadId)).at(-1)));
  });

  it("has nothing to resume once the reader has all of it, and nothing for a turn that never was", async () => {
    const body = turnOf("[[sim:bench tokens=20 ttft-ms=0 tokens-per-second=0]]");
    const { text } = await readStream(await postChat(guest, body));
    const again = await readStream(await resume(body.turnId, text.length));
    expect(again.text).toBe("");
    expect((await resume("0123456789abcdef", 0)).status).toBe(204);
    expect((await resume(body.turnId, -1)).status).toBe(400);
  });
});
