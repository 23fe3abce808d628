import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { unpackedTable } from "./leveldb-table.ts";

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const ENCRYPTED = Buffer.from("v10");
/** Chromium's own key on Linux where no keyring is used: it hides a cookie from nobody. */
const COOKIE_KEY = pbkdf2Sync("peanuts", "saltysalt", 1, 16, "sha1");
const LONGEST_COOKIE_BYTES = 4_096;

/**
 * Which files of a folder hold which of these texts, as `name: path`, sorted. It looks into each file's bytes, and into what is packed in them:
 * LevelDB tables, gzip, encrypted cookies. A text may be written in UTF-8, UTF-16 or percent-encoded.
 */
export function findOnDisk(folder: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const wanted = Object.entries(texts).map(([name, text]) => ({ name, forms: formsOf(text) }));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.flatMap(({ parentPath, name: file }) => {
    const path = join(parentPath, file);
    const views = viewsOf(readFileSync(path));
    return wanted
      .filter(({ forms }) => views.some((view) => forms.some((form) => view.includes(form))))
      .map(({ name }) => `${name}: ${relative(folder, path)}`);
  });
  return found.sort();
}

function formsOf(text: string): readonly Buffer[] {
  return [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(encodeURIComponent(text))];
}

function viewsOf(file: Buffer): readonly Buffer[] {
  return [
    file,
    ...unpackedTable(file),
    ...placesOf(file, GZIP).map(gunzipped),
    ...placesOf(file, ENCRYPTED).map(decrypted),
  ];
}

function placesOf(file: Buffer, magic: Buffer): readonly Buffer[] {
  const places: Buffer[] = [];
  for (let at = file.indexOf(magic); at >= 0; at = file.indexOf(magic, at + 1)) places.push(file.subarray(at));
  return places;
}

/** As much as can be unpacked: other bytes may follow. */
function gunzipped(from: Buffer): Buffer {
  try {
    return gunzipSync(from, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

function decrypted(from: Buffer): Buffer {
  const packed = from.subarray(ENCRYPTED.length, ENCRYPTED.length + LONGEST_COOKIE_BYTES);
  const decipher = createDecipheriv("aes-128-cbc", COOKIE_KEY, Buffer.alloc(16, " ")).setAutoPadding(false);
  return decipher.update(packed.subarray(0, packed.length - (packed.length % 16)));
}
