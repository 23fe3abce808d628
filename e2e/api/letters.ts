import { expect } from "vitest";

/** The code in the newest e-mail to an address that arrived at or after `sinceMs`. */
export async function codeFor(inbox: string, email: string, sinceMs: number): Promise<string> {
  const find = async (): Promise<string> => {
    const response = await fetch(`${inbox}/admin/letters?to=${encodeURIComponent(email)}`);
    // safe because another shape has no code in it
    const { letters } = (await response.json()) as { letters: readonly { subject: string; atMs: number }[] };
    const newest = letters.find(({ atMs }) => atMs >= sinceMs);
    return /^\d{6}/.exec(newest?.subject ?? "")?.[0] ?? "";
  };
  await expect.poll(find, { timeout: 10_000, interval: 50 }).not.toBe("");
  return await find();
}
