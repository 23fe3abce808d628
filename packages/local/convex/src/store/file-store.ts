import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { FunctionError } from "../runtime/function-error.ts";
import { decodeDocumentId, encodeDocumentId, newInternalId } from "../values/document-id.ts";
import type { EncodedDocument, EncodedObject } from "../values/encoded-value.ts";
import type { Catalog } from "./catalog.ts";
import type { CommitClock } from "./commit-clock.ts";
import type { CommitQueue } from "./commit-queue.ts";
import type { DocumentStore, StoredDocument } from "./document-store.ts";
import type { Table } from "./table.ts";
import type { Transaction } from "./transaction.ts";

const TABLE_NAME = "_storage";
const UPLOAD_TOKEN_LIFE_MS = 60 * 60 * 1000;

export interface FileContent {
  readonly content: Buffer;
  readonly contentType: string | null;
}

/** Stored files: the content, and the `_storage` document that describes it. */
export class FileStore {
  readonly #catalog: Catalog;
  readonly #documents: DocumentStore;
  readonly #clock: CommitClock;
  readonly #queue: CommitQueue;
  readonly #siteOrigin: () => string;
  readonly #uploadTokens = new Map<string, { componentPath: string; expiresMs: number }>();
  readonly #insert: StatementSync;
  readonly #byUuid: StatementSync;
  readonly #byStorageId: StatementSync;
  readonly #delete: StatementSync;

  constructor(options: {
    database: DatabaseSync;
    catalog: Catalog;
    documents: DocumentStore;
    clock: CommitClock;
    queue: CommitQueue;
    origin: () => string;
  }) {
    this.#catalog = options.catalog;
    this.#documents = options.documents;
    this.#clock = options.clock;
    this.#queue = options.queue;
    this.#siteOrigin = options.origin;
    const prepare = (sql: string): StatementSync => options.database.prepare(sql);
    this.#insert = prepare("INSERT INTO files VALUES (?, ?, ?)");
    this.#byUuid = prepare("SELECT storage_id, content FROM files WHERE uuid = ?");
    this.#byStorageId = prepare("SELECT uuid, content FROM files WHERE storage_id = ?");
    this.#delete = prepare("DELETE FROM files WHERE storage_id = ?");
  }

  /** A URL that accepts one upload within an hour. */
  uploadUrl(componentPath: string): string {
    const token = randomBytes(24).toString("base64url");
    this.#uploadTokens.set(token, { componentPath, expiresMs: Date.now() + UPLOAD_TOKEN_LIFE_MS });
    return `${this.#siteOrigin()}/api/storage/upload?token=${token}`;
  }

  /** The component of an upload; null when the token is unknown, used or expired. */
  takeUploadToken(token: string): string | null {
    const entry = this.#uploadTokens.get(token);
    this.#uploadTokens.delete(token);
    return entry && entry.expiresMs > Date.now() ? entry.componentPath : null;
  }

  store(componentPath: string, file: FileContent): Promise<string> {
    return this.#queue.write(async (transaction) => {
      const { table } = this.#catalog.ensureTable(componentPath, TABLE_NAME);
      const document: EncodedDocument = {
        sha256: createHash("sha256").update(file.content).digest("base64"),
        size: file.content.length,
        ...(file.contentType === null ? {} : { contentType: file.contentType }),
        _id: encodeDocumentId(table.number, newInternalId(transaction.beginMs)),
        _creationTime: this.#clock.nextCreationMs(transaction.beginMs),
      };
      this.#documents.insert(transaction, table, document);
      this.#insert.run(randomUUID(), document._id, file.content);
      return document._id;
    });
  }

  /** The content of a file; call inside a transaction. */
  contentOf(storageId: string): Uint8Array | null {
    const content = this.#byStorageId.get(storageId)?.content;
    return content instanceof Uint8Array ? content : null;
  }

  /** Restores the content of an imported file; the import writes its document. */
  restore(storageId: string, content: Uint8Array): void {
    this.#insert.run(randomUUID(), storageId, content);
  }

  /** Deletes the content; its document is deleted with the table. */
  forget(storageId: string): void {
    this.#delete.run(storageId);
  }

  url(transaction: Transaction, componentPath: string, storageId: string): string | null {
    if (!this.#find(transaction, componentPath, storageId)) return null;
    const uuid = this.#byStorageId.get(storageId)?.uuid;
    return typeof uuid === "string" ? `${this.#siteOrigin()}/api/storage/${uuid}` : null;
  }

  metadata(transaction: Transaction, componentPath: string, storageId: string): EncodedObject | null {
    const found = this.#find(transaction, componentPath, storageId);
    if (!found) return null;
    const { sha256, size, contentType } = found.stored.document;
    return {
      storageId,
      sha256: Buffer.from(String(sha256), "base64").toString("hex"),
      size: size ?? 0,
      contentType: contentType ?? null,
    };
  }

  delete(transaction: Transaction, componentPath: string, storageId: string): void {
    const found = this.#find(transaction, componentPath, storageId);
    if (!found) throw new FunctionError(`storage id ${storageId} not found`);
    this.#documents.delete(transaction, found.table, found.stored);
    this.#delete.run(storageId);
  }

  blob(componentPath: string, storageId: string): Promise<Blob | null> {
    return this.#queue.read(async (transaction) => {
      const found = this.#find(transaction, componentPath, storageId);
      const content = this.#byStorageId.get(storageId)?.content;
      if (!found || !(content instanceof Uint8Array)) return null;
      const type = found.stored.document.contentType;
      return new Blob([content.slice()], { type: typeof type === "string" ? type : "" });
    });
  }

  /** The file for `GET /api/storage/<uuid>`. */
  download(uuid: string): Promise<FileContent | null> {
    return this.#queue.read(async (transaction) => {
      const row = this.#byUuid.get(uuid);
      if (!row || !(row.content instanceof Uint8Array)) return null;
      const storageId = String(row.storage_id);
      const owners = this.#catalog.tablesNamed(TABLE_NAME);
      const document = owners
        .map((table) => this.#documents.get(transaction, table, storageId)?.document)
        .find((candidate) => candidate !== undefined);
      const contentType = document?.contentType;
      return {
        content: Buffer.from(row.content),
        contentType: typeof contentType === "string" ? contentType : null,
      };
    });
  }

  #find(
    transaction: Transaction,
    componentPath: string,
    storageId: string,
  ): { table: Table; stored: StoredDocument } | null {
    if (!decodeDocumentId(storageId)) {
      throw new FunctionError(`Invalid storage id ${JSON.stringify(storageId.slice(0, 64))}`);
    }
    const table = this.#catalog.table(componentPath, TABLE_NAME);
    const stored = table && this.#documents.get(transaction, table, storageId);
    return table && stored ? { table, stored } : null;
  }
}
