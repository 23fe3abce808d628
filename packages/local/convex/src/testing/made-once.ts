import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

const POLL_MS = 50;
const MOST_MS = 180_000;

/**
 * A folder that a test run makes once: the first test file that needs it makes it, the others wait and copy it. Null
 * outside of a test run, where it would not be removed.
 *
 * @throws what `make` throws, and Error after three minutes of waiting
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string | null> {
  const shared = process.env["SENDCAT_TEST_FOLDER"];
  if (!shared) return null;
  const folder = join(shared, name);
  const lock = `${folder}.lock`;
  const endMs = performance.now() + MOST_MS;
  while (!existsSync(folder)) {
    if (await isFirst(lock)) {
      try {
        if (!existsSync(folder)) await makeWhole(folder, make);
      } finally {
        await rm(lock, { recursive: true });
      }
    } else if (performance.now() > endMs) throw new Error(`timed out while another test file makes ${folder}`);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return folder;
}

async function isFirst(lock: string): Promise<boolean> {
  return await mkdir(lock).then(
    () => true,
    () => false,
  );
}

/** Makes the folder under another name and renames it when it is complete. */
async function makeWhole(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  await make(unfinished);
  await rename(unfinished, folder);
}
