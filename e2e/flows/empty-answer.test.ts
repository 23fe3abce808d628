import { describe, expect, it } from "vitest";
import { messagesOf } from "../api/chat.ts";
import type { Guest } from "../api/guest.ts";
import { DEVICES } from "../browser/phone.ts";
import { watchedChats } from "../browser/watched-chats.ts";

const open = watchedChats();
const NO_ANSWER = "The assistant gave no answer. Up to 5 of these a day do not count toward your limit.";

async function turnsUsed({ web, token }: Guest): Promise<number> {
  const response = await fetch(`${web}/api/quota`, { headers: { authorization: `Bearer ${token}` } });
  // safe because a body of another shape fails the comparison
  return ((await response.json()) as { readonly turns: { readonly used: number } }).turns.used;
}

describe.each(DEVICES)("an empty answer: %s", (_, as) => {
  it("is shown as empty, also after a reload, uses nothing of the plan, and can be tried again", async () => {
    const chat = await open({ as });
    const { page } = chat;
    await chat.ask("What is duty on phones? [[sim:empty]]");
    const answer = await chat.answerIs("empty");
    await chat.see(answer.getByText(NO_ANSWER));
    await chat.see(page.getByRole("status").filter({ hasText: NO_ANSWER }));
    const guest = await chat.guest();
    expect(await turnsUsed(guest)).toBe(0);
    expect((await messagesOf(guest, chat.threadId())).at(-1)?.status).toBe("empty");

    await page.reload();
    await chat.see((await chat.answerIs("empty", 1)).getByText(NO_ANSWER));
    const first = (await messagesOf(guest, chat.threadId())).at(-1)?.id;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await messagesOf(guest, chat.threadId())).at(-1)?.id).not.toBe(first);
    await chat.answerIs("empty", 1);
    expect(await turnsUsed(guest)).toBe(0);

    await chat.ask("And on laptops?");
    await chat.answerIs("complete");
    expect(await turnsUsed(guest)).toBe(1);
  });
});
