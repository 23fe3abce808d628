import type { DatabaseSync } from "node:sqlite";
import { type Zippable, zipSync } from "fflate";
import { takeTurns } from "../engine/take-turns.ts";
import type { Program } from "../runtime/program.ts";
import type { Catalog } from "../store/catalog.ts";
import type { CommitQueue } from "../store/commit-queue.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Table } from "../store/table.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { exportValue } from "./exported-value.ts";

const README = "A snapshot of a Convex deployment. Load it with `npx convex import --replace-all snapshot.zip`.\n";
/** An unknown shape: each document that needs a context has its own. */
const UNKNOWN_SHAPE = '"unknown"';

export interface ExportHost {
  readonly program: Program | null;
  readonly database: DatabaseSync;
  readonly catalog: Catalog;
  readonly queue: CommitQueue;
  readonly files: FileStore;
}

/** All data of the deployment at one moment, as the platform's snapshot archive. */
export function exportArchive(host: ExportHost, { includeStorage }: { includeStorage: boolean }): Promise<Uint8Array> {
  return host.queue.read(async () => {
    const files: Zippable = { "README.md": Buffer.from(README) };
    for (const component of host.program?.components.values() ?? []) {
      const folder = componentFolder(component.path);
      const tables = host.catalog.tablesOf(component.path).filter(({ name }) => !name.startsWith("_"));
      const numbered = tables.map(({ name, number }) => ({ name, id: number }));
      files[`${folder}_tables/documents.jsonl`] = jsonLines(numbered.map((row) => JSON.stringify(row)));
      for (const table of tables) await addTable(files, host, { table, folder: `${folder}${table.name}/` });
      const storage = includeStorage ? host.catalog.table(component.path, "_storage") : undefined;
      if (!storage) continue;
      await addTable(files, host, { table: storage, folder: `${folder}_storage/` });
      for (const { _id } of documentsOf(host, storage)) {
        files[`${folder}_storage/${_id}`] = host.files.contentOf(_id) ?? Buffer.alloc(0);
      }
    }
    return zipSync(files, { level: 3 });
  });
}

/** The folder of a component's tables in the archive. */
export function componentFolder(componentPath: string): string {
  if (componentPath === "") return "";
  return componentPath
    .split("/")
    .map((name) => `_components/${name}/`)
    .join("");
}

async function addTable(
  files: Zippable,
  host: ExportHost,
  { table, folder }: { table: Table; folder: string },
): Promise<void> {
  const lines: string[] = [];
  const contexts = [UNKNOWN_SHAPE];
  for await (const document of takeTurns(documentsOf(host, table))) {
    const { json, context } = exportValue(document);
    lines.push(json);
    if (context !== "infer") contexts.push(JSON.stringify({ [document._id]: context }));
  }
  files[`${folder}documents.jsonl`] = jsonLines(lines);
  files[`${folder}generated_schema.jsonl`] = jsonLines(contexts);
}

function* documentsOf(host: ExportHost, table: Table): Generator<EncodedDocument, void, undefined> {
  const rows = host.database.prepare("SELECT body FROM documents WHERE table_id = ? ORDER BY row");
  for (const { body } of rows.iterate(table.tableId)) {
    // safe because bodies are only ever written from documents.
    yield JSON.parse(String(body)) as EncodedDocument;
  }
}

function jsonLines(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}
