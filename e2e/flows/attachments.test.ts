import { samplePdf } from "@sendcat/port-contracts";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { simulatorAt, type SimulatorCall } from "../api/simulator.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { openBrowser } from "../browser/open-browser.ts";
import { DEVICES } from "../browser/phone.ts";
import { violationsOf } from "../browser/violations-of.ts";
import { png } from "../disk/png.ts";
import { tableRows } from "../stack/table-rows.ts";
import { fillInSignIn } from "./sign-in-form.ts";

let browser: Browser;
let chat: ChatPage;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
});

describe.each(DEVICES)("a picture: %s", (_, as) => {
  it("is sent with a message, reaches the model, and stays in the conversation for later questions", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    const tag = crypto.randomUUID();
    const email = `looker-${crypto.randomUUID().slice(0, 8)}@sendcat.test`;
    // A guest has to sign in first.
    await page.getByRole("button", { name: "Attach pictures or PDFs" }).press("Enter");
    await fillInSignIn(page, { email, inbox: inject("stack").mail });

    const input = page.getByTestId("attachment-input");
    const picture = { name: "kettle.png", mimeType: "image/png", buffer: png({ width: 40, height: 30 }) };
    await input.setInputFiles([picture, { ...picture, name: "lid.png" }]);
    await expect.poll(() => page.locator('[data-testid="tray-attachment"][data-ready="true"]').count()).toBe(2);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove lid.png" }).press("Enter");
    expect(await page.getByTestId("tray-attachment").count()).toBe(1);

    await chat.ask(`${FAST}[[sim:pace tag=${tag}]] What is this?`);
    await chat.answerIs("complete", 1);
    expect(await page.getByTestId("tray-attachment").count()).toBe(0);
    const shown = page.getByTestId("sent-attachment").getByRole("img", { name: "kettle.png" });
    await chat.see(shown);
    const { userId } = await chat.guest();
    const looked = async () => (await callsOfAsker(tag)).map(({ pictures }) => pictures);
    expect(await looked()).toEqual([1]);

    // After a reload it is shown from storage, and the model gets it again with the next question.
    await page.reload();
    await chat.see(shown);
    expect(await shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(40);
    expect(await violationsOf(page)).toEqual([]);
    await chat.ask(`${FAST} And its colour?`);
    await chat.answerIs("complete", 2);
    expect(await looked()).toEqual([1, 1]);

    const { convex, convexAdminKey: adminKey } = inject("stack");
    const rows = await tableRows({ url: convex, adminKey }, "attachments");
    const own = rows.filter(({ ownerId }) => ownerId === userId);
    // The removed one is stored until its day is over.
    expect(own.map(({ name, messageId }) => [name, messageId === null]).sort()).toEqual([
      ["kettle.png", false],
      ["lid.png", true],
    ]);
  });

  it("may be a PDF, whose text reaches the model, also with the next question", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    const tag = crypto.randomUUID();
    await page.getByRole("button", { name: "Attach pictures or PDFs" }).press("Enter");
    await fillInSignIn(page, {
      email: `reader-${crypto.randomUUID().slice(0, 8)}@sendcat.test`,
      inbox: inject("stack").mail,
    });
    const line = "one thousand dollars and not a cent less ".repeat(3);
    const buffer = Buffer.from(samplePdf(Array.from({ length: 95 }, (__, n) => `Kettle ${n}, ${line}`)));
    await page.getByTestId("attachment-input").setInputFiles({ name: "list.pdf", mimeType: "application/pdf", buffer });
    await expect.poll(() => page.locator('[data-testid="tray-attachment"][data-ready="true"]').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await chat.ask(`${FAST}[[sim:pace tag=${tag}]] Which is the cheapest?`);
    await chat.answerIs("complete", 1);
    await chat.see(page.getByTestId("sent-attachment").getByRole("button", { name: "Open list.pdf" }));
    await chat.ask(`${FAST} And the next?`);
    await chat.answerIs("complete", 2);
    const own = await callsOfAsker(tag);
    // About ten thousand characters of text, and no picture.
    expect(own.map(({ pictures, promptTokens }) => [pictures, promptTokens > 2_500])).toEqual([
      [0, true],
      [0, true],
    ]);
    expect(await violationsOf(page)).toEqual([]);
  });

  it("that is not a picture, or is one too many, is refused with a reason", async () => {
    chat = await openChat(browser, { as });
    const { page } = chat;
    await page.getByRole("button", { name: "Attach pictures or PDFs" }).press("Enter");
    await fillInSignIn(page, {
      email: `l-${crypto.randomUUID().slice(0, 8)}@sendcat.test`,
      inbox: inject("stack").mail,
    });
    const input = page.getByTestId("attachment-input");
    await input.setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("kettle") });
    await chat.see(page.getByRole("alert").getByText("Only PDFs and JPEG, PNG, WebP and GIF"));
    await input.setInputFiles({ name: "list.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") });
    await chat.see(page.getByRole("alert").getByText("This PDF could not be read"));
    await input.setInputFiles({ name: "no.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
    await chat.see(page.getByRole("alert").getByText("Only PDFs and JPEG, PNG, WebP and GIF"));
    await expect.poll(() => page.getByTestId("tray-attachment").count()).toBe(0);
    const many = Array.from({ length: 5 }, (__, n) => ({
      name: `${n}.png`,
      mimeType: "image/png",
      buffer: png({ width: 4, height: 4 }),
    }));
    await input.setInputFiles(many);
    await chat.see(page.getByRole("alert").getByText("You can attach up to 4 files to a message"));
    expect(await page.getByTestId("tray-attachment").count()).toBe(4);
    expect(await violationsOf(page)).toEqual([]);
  });
});

/** Every call to the provider for the user whose question has this tag; other test files call it at the same time. */
async function callsOfAsker(tag: string): Promise<readonly SimulatorCall[]> {
  const all = await simulatorAt(inject("stack").openRouter).requests();
  const answers = all.filter(({ user, stream }) => user !== null && stream);
  const asker = answers.find((call) => call.tag === tag)?.user;
  return answers.filter(({ user }) => user === asker);
}
