import { type Zippable, zipSync } from "fflate";
import type { Engine } from "../engine/engine.ts";
import { takeTurns } from "../engine/take-turns.ts";
import type { Table } from "../store/table.ts";
import type { EncodedDocument } from "../values/encoded-value.ts";
import { exportValue } from "./exported-value.ts";

const readme = "A snapshot of a Convex deployment. Load it with `npx convex import --replace-all snapshot.zip`.\n";
/** The shape that says nothing: every document that needs one brings its own context. */
const unknownShape = '"unknown"';

/** Everything in the deployment as the platform's snapshot archive, all of one moment. */
export function exportArchive(engine: Engine, { includeStorage }: { includeStorage: boolean }): Promise<Uint8Array> {
  return engine.queue.read(async () => {
    const files: Zippable = { "README.md": Buffer.from(readme) };
    for (const component of engine.program?.components.values() ?? []) {
      const folder = componentFolder(component.path);
      const tables = engine.catalog.tablesOf(component.path).filter(({ name }) => !name.startsWith("_"));
      const numbered = tables.map(({ name, number }) => ({ name, id: number }));
      files[`${folder}_tables/documents.jsonl`] = jsonLines(numbered.map((row) => JSON.stringify(row)));
      for (const table of tables) await addTable(files, engine, { table, folder: `${folder}${table.name}/` });
      const storage = includeStorage ? engine.catalog.table(component.path, "_storage") : undefined;
      if (!storage) continue;
      await addTable(files, engine, { table: storage, folder: `${folder}_storage/` });
      for (const { _id } of documentsOf(engine, storage)) {
        files[`${folder}_storage/${_id}`] = engine.files.contentOf(_id) ?? Buffer.alloc(0);
      }
    }
    return zipSync(files, { level: 3 });
  });
}

/** Where a component's tables are in the archive. */
export function componentFolder(componentPath: string): string {
  if (componentPath === "") return "";
  return componentPath
    .split("/")
    .map((name) => `_components/${name}/`)
    .join("");
}

async function addTable(
  files: Zippable,
  engine: Engine,
  { table, folder }: { table: Table; folder: string },
): Promise<void> {
  const lines: string[] = [];
  const contexts = [unknownShape];
  for await (const document of takeTurns(documentsOf(engine, table))) {
    const { json, context } = exportValue(document);
    lines.push(json);
    if (context !== "infer") contexts.push(JSON.stringify({ [document._id]: context }));
  }
  files[`${folder}documents.jsonl`] = jsonLines(lines);
  files[`${folder}generated_schema.jsonl`] = jsonLines(contexts);
}

function* documentsOf(engine: Engine, table: Table): Generator<EncodedDocument, void, undefined> {
  const rows = engine.database.prepare("SELECT body FROM documents WHERE table_id = ? ORDER BY row");
  for (const { body } of rows.iterate(table.tableId)) {
    // Safe because bodies are only ever written from documents.
    yield JSON.parse(String(body)) as EncodedDocument;
  }
}

function jsonLines(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}
