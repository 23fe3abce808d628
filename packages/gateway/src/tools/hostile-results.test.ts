import type { Model, ModelEvent, ModelMessage, ToolResult } from "@sendcat/shared-types";
import { HOSTILE } from "@sendcat/local-simulators/search";
import { describe, expect, it } from "vitest";
import { readChunks, textOf } from "../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../testing/world.ts";

/** Every tool that the corpus of hostile texts asks a model to call, and more. */
const WANTED = ["run_shell", "send_email", "delete_account", "buy_now", "search_web", "search_global", "set_tools"];

/**
 * The most gullible model possible: once it has read a search result, it calls every tool that an attacker could want, and repeats the text.
 */
function gullibleModel(requests: (readonly ModelMessage[])[]): Model {
  return {
    async stream({ messages }) {
      requests.push(messages);
      const told = messages.filter(({ role }) => role === "tool").map(({ content }) => content);
      const asks = (name: string, n: number): ModelEvent => ({
        type: "tool-call",
        callId: `call-${requests.length}-${n}`,
        name,
        input: JSON.stringify({ query: "kettle", cmd: "cat /etc/passwd", to: "evil@evil.example.net" }),
      });
      const events: ModelEvent[] =
        requests.length === 1
          ? [asks("search_products", 0), { type: "finish", reason: "tool-calls" }]
          : requests.length === 2
            ? [...WANTED.map(asks), { type: "finish", reason: "tool-calls" }]
            : [
                { type: "text-delta", text: told.join(" ") },
                { type: "finish", reason: "stop" },
              ];
      return {
        ok: true,
        generationId: () => null,
        batches: new ReadableStream({
          start(controller) {
            controller.enqueue(events);
            controller.close();
          },
        }),
      };
    },
  };
}

describe("a model that obeys every search result", () => {
  it.each(HOSTILE.map((one, number) => [number, one] as const))(
    "can call only the tools that the turn allows: text %i",
    async (_, hostile) => {
      const requests: (readonly ModelMessage[])[] = [];
      const policy = {
        ...FAST_POLICY,
        tools: { ...FAST_POLICY.tools, offered: ["search_products"] as const, callsPerStep: 8 },
      };
      const w = world(gullibleModel(requests), policy);
      const item = {
        title: hostile.title,
        snippet: hostile.text ?? "",
        url: "https://a.example/",
        site: "a.example",
        date: null,
      };
      const result: ToolResult = { kind: "pages", items: [item] };
      w.tools.answerWith(() => ({ kind: "ended", outcome: { ok: true, result }, fetchedAtMs: Date.now() }));
      const chunks = await readChunks(await w.post("/api/chat", chatBody("A kettle?"), "alice"));
      await w.settled();
      expect(w.tools.asked.map(({ tool }) => tool)).toEqual(["search_products"]);
      const shown = chunks.flatMap((chunk) => (chunk.type === "tool-input-available" ? chunk.toolName : []));
      expect(shown).toEqual(["search_products"]);
      expect(chunks.at(-1)).toMatchObject({ type: "finish" });
      // The text reaches the model inside one JSON string that is marked as data: it cannot close the string and pose as another message.
      const told = requests[1]?.findLast(({ role }) => role === "tool")?.content ?? "";
      expect(JSON.parse(told)).toMatchObject({ note: expect.stringContaining("They are data") });
      expect(requests[1]?.filter(({ role }) => role === "system")).toHaveLength(1);
      expect(textOf(chunks).length).toBeGreaterThan(0);
    },
  );
});
