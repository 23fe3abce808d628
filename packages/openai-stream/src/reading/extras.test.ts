import { expect, it } from "vitest";
import { MAX_EXTRAS } from "../limits.ts";
import { SseTranscoder } from "./sse-transcoder.ts";

it("keeps an answer's pictures, however many pages it cites", () => {
  const chunk = (delta: object): string => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
  const annotations = Array.from({ length: 5_000 }, (_, n) => ({
    type: "url_citation",
    url_citation: { url: `https://a.example/${n}`, title: "A page" },
  }));
  const images = [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }];
  const wire = chunk({ content: "Hi", annotations }) + chunk({ images });
  const events = new SseTranscoder().push(new TextEncoder().encode(wire));
  expect(events.filter(({ type }) => type === "source")).toHaveLength(MAX_EXTRAS);
  expect(events.filter(({ type }) => type === "picture")).toHaveLength(1);
});
