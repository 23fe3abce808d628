import type { QueryCache } from "../reactive/query-cache.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import { LARGEST_KEY, SMALLEST_KEY } from "../values/key-bounds.ts";
import { exportArchive } from "./export-archive.ts";
import { importDocuments, type ImportHost } from "./import-documents.ts";
import { parseImport, type ImportRequest } from "./import-request.ts";

/** The state of transfers is tracked like an index range, under an id that no index uses. */
const TRANSFERS_INDEX_ID = Number.MIN_SAFE_INTEGER;
const MAX_UPLOADS = 4;
const MAX_UPLOAD_BYTES = 1024 * 1024 * 1024;

interface TransfersHost extends ImportHost {
  readonly cache: Pick<QueryCache, "invalidate">;
}

interface Import {
  request: ImportRequest;
  state: EncodedObject;
}

/** The exports and imports of this process: the steps of `npx convex export` and `import`. */
export class Transfers {
  readonly #host: TransfersHost;
  readonly #uploads = new Map<string, Buffer[]>();
  readonly #imports = new Map<string, Import>();
  #archive: { timestampNs: bigint; content: Uint8Array } | null = null;
  #nextId = 1;

  constructor(host: TransfersHost) {
    this.#host = host;
  }

  async export(options: { includeStorage: boolean }): Promise<void> {
    const content = await exportArchive(this.#host, options);
    this.#archive = { timestampNs: this.#host.clock.latestNs, content };
    this.#changed();
  }

  /** The latest archive if it has that timestamp. */
  archiveOf(timestampNs: string): Uint8Array | null {
    return String(this.#archive?.timestampNs) === timestampNs ? (this.#archive?.content ?? null) : null;
  }

  startUpload(): string {
    const token = `upload-${this.#nextId++}`;
    this.#uploads.set(token, []);
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size > MAX_UPLOADS) this.#uploads.delete(oldest);
    return token;
  }

  /** False when the upload is unknown or becomes too large. */
  addPart(token: string, partNumber: number, content: Buffer): boolean {
    const parts = this.#uploads.get(token);
    if (!parts || !Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000) return false;
    const bytes = parts.reduce((sum, part) => sum + part.length, content.length);
    if (bytes > MAX_UPLOAD_BYTES) return false;
    parts[partNumber - 1] = content;
    return true;
  }

  /** Parses the upload; only `perform` writes it. @throws ImportError */
  async finishUpload(token: string, options: Record<string, unknown>): Promise<string> {
    const parts = this.#uploads.get(token) ?? [];
    this.#uploads.delete(token);
    const request = await parseImport(options, Buffer.concat(parts));
    const importId = `import-${this.#nextId++}`;
    const counts = request.tables.map(({ tableName, documents }) => `${tableName}: ${documents.length} documents`);
    const message = `Import (${request.mode}):\n${counts.join("\n")}`;
    this.#imports.set(importId, { request, state: { state: "waiting_for_confirmation", message_to_confirm: message } });
    return importId;
  }

  /** Writes an import; the result becomes its state. */
  async perform(importId: string): Promise<void> {
    const found = this.#imports.get(importId);
    if (!found || found.state.state !== "waiting_for_confirmation") return;
    found.state = { state: "in_progress", progress_message: "Importing" };
    try {
      const written = await importDocuments(this.#host, found.request);
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(written));
      found.state = { state: "completed", num_rows_written: { $integer: bytes.toString("base64") } };
    } catch (error) {
      found.state = { state: "failed", error_message: error instanceof Error ? error.message : String(error) };
    }
    found.request = { ...found.request, tables: [], files: new Map() };
    this.#changed();
  }

  /** The result of `_system/cli/exports:getLatest`, which the CLI watches. */
  latestExport(transaction: Transaction): EncodedValue {
    this.#read(transaction);
    if (!this.#archive) return null;
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(this.#archive.timestampNs);
    const timestamp = { $integer: bytes.toString("base64") };
    return { state: "completed", start_ts: timestamp, complete_ts: timestamp, zip_object_key: "snapshot.zip" };
  }

  /** The result of `_system/cli/queryImport`, which the CLI watches. */
  importState(transaction: Transaction, importId: string): EncodedValue {
    this.#read(transaction);
    const found = this.#imports.get(importId);
    return found ? { _id: importId, state: found.state } : null;
  }

  #read(transaction: Transaction): void {
    transaction.reads.ranges.push({ indexId: TRANSFERS_INDEX_ID, lower: SMALLEST_KEY, upper: LARGEST_KEY });
  }

  #changed(): void {
    this.#host.cache.invalidate({
      keys: [{ indexId: TRANSFERS_INDEX_ID, key: SMALLEST_KEY }],
      documentIds: new Set(),
    });
  }
}
