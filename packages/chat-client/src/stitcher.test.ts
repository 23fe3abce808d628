import type { UIMessageChunk } from "ai";
import { readUIMessageStream } from "ai";
import { expect, it } from "vitest";
import { createStitcher } from "./stitcher.ts";

/** A turn with two steps as the service sends it, from the start or from an offset of its text. */
function turn(after: number): UIMessageChunk[] {
  const input = { query: "x" };
  const text = (id: string, start: number, words: string): UIMessageChunk[] => {
    const delta = words.slice(Math.max(0, after - start));
    return delta === ""
      ? []
      : [
          { type: "text-start", id },
          { type: "text-delta", id, delta },
          { type: "text-end", id },
        ];
  };
  return [
    { type: "start", messageId: "m" },
    { type: "start-step" },
    ...text("t0", 0, "Looking. "),
    { type: "tool-input-start", toolCallId: "c1", toolName: "search_web" },
    { type: "tool-input-available", toolCallId: "c1", toolName: "search_web", input },
    { type: "data-tool-job", id: "c1", data: { state: "running" } },
    { type: "tool-output-available", toolCallId: "c1", output: { kind: "pages", items: [] } },
    { type: "finish-step" },
    { type: "start-step" },
    { type: "source-url", sourceId: "s0", url: "https://a.example/", title: "A page" },
    { type: "file", mediaType: "image/png", url: "https://files.test/1" },
    ...text("t1", 9, "Found it."),
    { type: "finish-step" },
    { type: "finish", finishReason: "stop" },
  ];
}

async function messageOf(chunks: readonly UIMessageChunk[]) {
  let last: unknown;
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const message of readUIMessageStream({ stream })) last = structuredClone(message.parts);
  return last;
}

it("builds the same message of a turn with tools, a source and a picture wherever its connection is cut", async () => {
  const whole = await messageOf(turn(0));
  for (let cut = 1; cut < turn(0).length; cut++) {
    const stitcher = createStitcher();
    const seen: UIMessageChunk[] = [];
    stitcher.beginConnection();
    for (const chunk of turn(0).slice(0, cut)) seen.push(...stitcher.accept(chunk));
    stitcher.beginConnection();
    for (const chunk of turn(stitcher.offset().after)) seen.push(...stitcher.accept(chunk));
    expect(await messageOf(seen), `cut after ${cut}`).toEqual(whole);
  }
});
