import { describe, expect, it } from "vitest";
import { streamIn } from "./stream-in.ts";

/** A response whose body comes one byte a read. */
function drop(body: string): Response {
  const bytes = new TextEncoder().encode(body);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at === bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, ++at));
    },
  });
  return new Response(stream, { headers: { "content-type": "application/json" } });
}

const CHUNK = '{"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n';
const WHOLE = '{"choices":[{"message":{"content":"A \\"delta\\": it is a change"}}]}';

describe("a body that calls itself JSON", () => {
  it.each([CHUNK, `\n ${CHUNK}${CHUNK}`, `data: ${CHUNK}\n`])(
    "is shown as it comes if it is a stream: %j",
    async (body) => {
      const stream = await streamIn(drop(body));
      expect(stream && (await new Response(stream).text())).toBe(body);
    },
  );

  it.each([
    WHOLE,
    `${WHOLE}\n`,
    `{\n${WHOLE.slice(1)}`,
    '{"error":{"code":429}}\n',
    "[]",
    "<html>",
    "",
    `${" ".repeat(5_000)}{}`,
  ])("is read as a whole otherwise: %j", async (body) => {
    const response = drop(body);
    expect(await streamIn(response)).toBeNull();
    expect(await response.text()).toBe(body);
  });
});
