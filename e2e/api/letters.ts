import { expect } from "vitest";

/** The newest code mailed to an address at or after `sinceMs`. */
export async function codeFor(inbox: string, email: string, sinceMs: number): Promise<string> {
  const find = async (): Promise<string> => {
    const response = await fetch(`${inbox}/admin/letters?to=${encodeURIComponent(email)}`);
    // safe because another shape has no code in it
    const { letters } = (await response.json()) as { letters: readonly { subject: string; atMs: number }[] };
    const newest = letters.find(({ subject, atMs }) => atMs >= sinceMs && /^\d{6}/.test(subject));
    return newest?.subject.slice(0, 6) ?? "";
  };
  await expect.poll(find, { timeout: 10_000, interval: 50 }).not.toBe("");
  return await find();
}
