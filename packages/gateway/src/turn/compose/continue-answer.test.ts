import { DEFAULT_POLICY, PLAN_NAMES, PLANS } from "@sendcat/shared-types";
import { scriptedModel, type Step, stop, text, usage } from "@sendcat/port-contracts";
import { describe, expect, it } from "vitest";
import { readChunks, textOf } from "../../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";
import { layOutHistory } from "./lay-out-history.ts";
import { CONTINUE_WORDS } from "./prompt-note.ts";

const cut = { type: "finish", reason: "length" } as const;

/** A question, its answer, and then requests for the rest; each with a turn of its own. */
async function conversation(...answers: readonly (readonly Step[])[]) {
  const model = scriptedModel(...answers);
  const w = world(model, FAST_POLICY);
  const first = chatBody("How much is duty?");
  await readChunks(await w.post("/api/chat", first, "alice"));
  await w.settled();
  let answerId = `${first.turnId}-a`;
  const goOn = async (messageId = answerId) => {
    const { turnId } = chatBody();
    const body = { trigger: "continue-message", turnId, threadId: first.threadId, messageId };
    const response = await w.post("/api/chat", body, "alice");
    if (response.ok) answerId = `${turnId}-a`;
    return { turnId, response };
  };
  const prompt = () => model.requests.at(-1)?.messages.slice(1) ?? [];
  return { w, goOn, prompt, threadId: first.threadId };
}

describe("continuing an answer", () => {
  it("asks the model for the rest, in a turn with its own hold, and leaves what was said as it is", async () => {
    const { w, goOn, prompt, threadId } = await conversation(
      [[text("Duty on pho"), usage(40), cut]],
      [[text("nes is"), usage(50), cut]],
      [[text(" 20%."), usage(60), stop]],
    );
    const second = await goOn();
    expect(textOf(await readChunks(second.response))).toBe("nes is");
    expect(prompt()).toMatchObject([
      { role: "user", content: "How much is duty?" },
      { role: "assistant", content: "Duty on pho" },
      { role: "user", content: CONTINUE_WORDS, note: expect.stringContaining("today is") },
    ]);
    await w.settled();
    const third = await goOn();
    expect(textOf(await readChunks(third.response))).toBe(" 20%.");
    expect(prompt()[1]).toEqual({ role: "assistant", content: "Duty on phones is" });
    await w.settled();
    expect([w.quota.charged(second.turnId), w.quota.charged(third.turnId)]).toEqual([50, 60]);
    const page = await w.store.threads.messages({ threadId, cursor: null, limit: 10 }, { token: "alice" });
    const said = page?.items.map(({ role, status, parts }) => [
      role,
      status,
      parts[0]?.type === "text" && parts[0].text,
    ]);
    expect(said?.reverse()).toEqual([
      ["user", "complete", "How much is duty?"],
      ["assistant", "truncated", "Duty on pho"],
      ["assistant", "truncated", "nes is"],
      ["assistant", "complete", " 20%."],
    ]);
    // To a later question the model is shown one answer.
    await readChunks(await w.post("/api/chat", chatBody("And tax?", { threadId }), "alice"));
    expect(prompt().map(({ content }) => content)).toEqual(["How much is duty?", "Duty on phones is 20%.", "And tax?"]);
  });

  it("is refused for an answer that is whole, and for one that is not the last", async () => {
    const whole = await conversation([[text("20%."), usage(40), stop]]);
    const refused = (await whole.goOn()).response;
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { scope: "message.continue" } }]);
    expect((await whole.goOn("another-answer-a")).response.status).toBe(409);
    await whole.w.settled();
    expect(whole.w.quota.inFlight(Date.now())).toBe(0);
  });

  it("is refused for an answer that its own hold would not cover", async () => {
    const long = await conversation([[text("x".repeat(41_000)), usage(40), cut]]);
    const refused = (await long.goOn()).response;
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining("too long to continue") } });
  });

  it.each(PLAN_NAMES)("shows the model the whole answer and its question on plan %s, however long they are", (plan) => {
    const { historyChars } = PLANS[plan];
    const maxTokens = DEFAULT_POLICY.models["smart"]?.maxOutputTokens ?? 0;
    const filler = Array.from({ length: 20 }, (_, n) => ({
      role: n % 2 === 0 ? ("user" as const) : ("assistant" as const),
      text: `${n} `.repeat(historyChars / 40),
    }));
    const question = { role: "user", text: "q".repeat(16_000) } as const;
    const answer = { role: "assistant", text: "a".repeat(maxTokens * 5) } as const;
    const laidOut = layOutHistory([...filler, question, answer], { historyBytes: historyChars, hasTools: false });
    const contents = laidOut.flatMap(({ messages }) => messages.map(({ content }) => content));
    expect(contents.slice(-2)).toEqual([question.text, answer.text]);
    const rest = contents.slice(0, -2).reduce((sum, content) => sum + content.length, 0);
    expect(rest).toBeLessThanOrEqual(historyChars);
  });
});
