import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { FAST } from "../api/chat.ts";
import { openChat, type ChatPage } from "../browser/chat-page.ts";
import { findOnDisk } from "../disk/find-on-disk.ts";
import { keepEverywhere, STORAGES, type Kept } from "../disk/keep-everywhere.ts";
import { openProfile } from "../disk/open-profile.ts";
import { png } from "../disk/png.ts";
import { fillInSignIn } from "./sign-in-form.ts";

/** Two browsers that write to the disk, one after the other, and all files of their profile are read. */
const TIMEOUT_MS = 240_000;

let folder: string;
let context: BrowserContext | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sendcat-profile-"));
});
afterEach(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

const chatIn = async (profile: BrowserContext) => await openChat({ newContext: async () => profile });

/** A word that nothing else on the disk contains. */
function word(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return Array.from(bytes, (byte) => "QWXZKVJqwxzkvjGHPYghpy".charAt(byte % 22)).join("");
}

/** Leaves traces of a guest in every way in which the product leaves any, and as scripts could; returns what to look for. */
async function usedByGuest(chat: ChatPage): Promise<Record<string, string>> {
  const marks = { question: word(), draft: word(), search: word() };
  // The first words become the conversation's title.
  await chat.ask(`${marks.question} kettle ${FAST}`);
  await chat.answerIs("complete");
  await chat.page.getByRole("searchbox", { name: "Search conversations" }).fill(marks.search);
  await chat.composer.fill(marks.draft);
  const kept = Object.fromEntries(STORAGES.map((name) => [name, word()]));
  // safe because it was made of the same names
  await keepEverywhere(chat.page, kept as Kept);
  const cached = word();
  await chat.page.evaluate(async (mark) => await (await fetch(`/icon.svg?${mark}`)).text(), cached);
  return { ...marks, ...kept, cached, ...(await sessionsOf(chat)) };
}

/** The same of an account, with a picture. */
async function usedByAccount(chat: ChatPage): Promise<Record<string, string>> {
  const { page } = chat;
  const email = `${word().toLowerCase()}@sendcat.test`;
  await page.getByRole("button", { name: "Attach pictures or PDFs" }).press("Enter");
  await fillInSignIn(page, { email, inbox: inject("stack").mail });
  const [fileName, picture] = [word(), word()];
  const buffer = png({ width: 40, height: 30, comment: picture });
  const file = { name: `${fileName}.png`, mimeType: "image/png", buffer };
  await page.getByTestId("attachment-input").setInputFiles([file]);
  await page.locator('[data-testid="tray-attachment"][data-ready="true"]').waitFor();
  const stored = page.waitForResponse((response) => response.url().includes("/api/storage/"));
  const marks = await usedByGuest(chat);
  const open = page.getByTestId("sent-attachment").getByRole("link");
  const [tab] = await Promise.all([page.waitForEvent("popup"), open.click()]);
  await tab.waitForLoadState();
  await tab.close();
  return { ...marks, email, fileName, picture, pictureAddress: (await stored).url() };
}

/** The end of each session token: its signature. */
async function sessionsOf({ context: of }: ChatPage): Promise<Record<string, string>> {
  const cookies = await of.cookies(`${inject("stack").web}/api/session`);
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value.slice(-40)]));
}

/** The profile's files once the browser is closed, and has been used once more by the next person. */
async function leftBehind(marks: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await context?.close();
  context = await openProfile(folder);
  const next = await chatIn(context);
  expect(next.complaints).toEqual([]);
  await context.close();
  context = null;
  return findOnDisk(folder, marks);
}

const openAccountPage = async (page: Page): Promise<void> => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Delete everything" }).waitFor();
};

async function erase(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Delete everything" }).click();
  const left = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/session");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("We are deleting your data").waitFor();
  await left;
}

it("someone who signs out leaves nothing on the disk of a shared machine", { timeout: TIMEOUT_MS }, async () => {
  context = await openProfile(folder);
  const chat = await chatIn(context);
  const marks = await usedByAccount(chat);
  // The conversation stays open in the first tab.
  const page = await context.newPage();
  await openAccountPage(page);
  // What a page has stored is on the disk: else this test would find nothing for want of looking.
  const found = async () => findOnDisk(folder, marks).map((line) => line.split(":")[0]);
  await expect.poll(found, { timeout: 30_000 }).toEqual(expect.arrayContaining([...STORAGES]));
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL("/");
  await chat.page.waitForURL("/");
  expect(await leftBehind(marks)).toEqual([]);
});

it("an account that is erased leaves nothing on the disk", { timeout: TIMEOUT_MS }, async () => {
  context = await openProfile(folder);
  const chat = await chatIn(context);
  const marks = await usedByAccount(chat);
  await openAccountPage(chat.page);
  await erase(chat.page);
  expect(await leftBehind(marks)).toEqual([]);
});

it("a guest who deletes everything leaves nothing on the disk", { timeout: TIMEOUT_MS }, async () => {
  context = await openProfile(folder);
  const chat = await chatIn(context);
  const marks = await usedByGuest(chat);
  await openAccountPage(chat.page);
  await erase(chat.page);
  expect(await leftBehind(marks)).toEqual([]);
});
