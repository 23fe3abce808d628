import { unzipSync } from "fflate";
import { takeTurns } from "../engine/take-turns.ts";
import type { EncodedObject } from "../values/encoded-value.ts";
import { type ExportContext, importDocument } from "./exported-value.ts";

export type ImportMode = "requireEmpty" | "append" | "replace" | "replaceAll";

export interface ImportedTable {
  readonly componentPath: string;
  readonly tableName: string;
  /** The table number inside the ids of the documents; null when they have no ids. */
  readonly number: number | null;
  readonly documents: readonly EncodedObject[];
}

/** What `npx convex import` sent, read and checked. */
export interface ImportRequest {
  readonly mode: ImportMode;
  readonly tables: readonly ImportedTable[];
  /** Content of files by storage id. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const MODES = new Set<unknown>(["requireEmpty", "append", "replace", "replaceAll"]);

/** Says which line or field of an import is wrong. */
export class ImportError extends Error {}

/** @throws ImportError */
export async function parseImport(options: Record<string, unknown>, content: Buffer): Promise<ImportRequest> {
  const { format } = options;
  if (!MODES.has(options.mode)) throw new ImportError(`Unknown import mode ${JSON.stringify(options.mode)}`);
  const componentPath = typeof options.componentPath === "string" ? options.componentPath : "";
  // safe because it was just found among the modes.
  const mode = options.mode as ImportMode;
  if (format === "zip") return { mode, ...(await readArchive(content)) };
  if (typeof options.tableName !== "string") throw new ImportError("The table name is missing");
  const documents = await readDocuments(String(format), content.toString());
  return { mode, tables: [{ componentPath, tableName: options.tableName, number: null, documents }], files: new Map() };
}

async function readDocuments(format: string, text: string): Promise<EncodedObject[]> {
  switch (format) {
    case "jsonLines":
      return readLines(text, "line", (line) => importDocument(JSON.parse(line)));
    case "jsonArray": {
      const items: unknown = explained("the file", () => JSON.parse(text));
      if (!Array.isArray(items)) throw new ImportError("The file must hold a JSON array of objects");
      return items.map((item, position) => explained(`item ${position + 1}`, () => importDocument(item)));
    }
    case "csv":
      return readCsv(text);
    default:
      throw new ImportError(`Unknown import format ${JSON.stringify(format)}`);
  }
}

async function readArchive(content: Buffer): Promise<Omit<ImportRequest, "mode">> {
  const entries = explained("the archive", () => unzipSync(content));
  const text = (path: string): string => Buffer.from(entries[path] ?? []).toString();
  const tables: ImportedTable[] = [];
  const files = new Map<string, Uint8Array>();
  for (const path of Object.keys(entries)) {
    const match = /^((?:_components\/[^/]+\/)*)([^/]+)\/documents\.jsonl$/.exec(path);
    const [, folder = "", tableName = ""] = match ?? [];
    if (!match || tableName === "_tables") continue;
    const componentPath = folder
      .split("_components/")
      .filter(Boolean)
      .map((name) => name.slice(0, -1))
      .join("/");
    const contexts = readContexts(text(`${folder}${tableName}/generated_schema.jsonl`));
    const documents = await readLines(text(path), `${path} line`, (line) => {
      // safe because importDocument refuses what is no object.
      const exported = JSON.parse(line) as { _id?: unknown };
      return importDocument(exported, contexts.get(String(exported._id)));
    });
    const number = readNumbers(text(`${folder}_tables/documents.jsonl`)).get(tableName) ?? null;
    tables.push({ componentPath, tableName, number, documents });
    if (tableName !== "_storage") continue;
    for (const { _id } of documents) {
      const stored = Object.keys(entries).find(
        (name) => name.replace(/\.[^./]*$/, "") === `${folder}_storage/${String(_id)}`,
      );
      files.set(String(_id), stored === undefined ? new Uint8Array() : (entries[stored] ?? new Uint8Array()));
    }
  }
  return { tables, files };
}

/** The first line is a shape, which adds nothing to the other lines. */
function readContexts(text: string): Map<string, ExportContext> {
  const contexts = new Map<string, ExportContext>();
  for (const line of linesOf(text).slice(1)) {
    // safe because importValue refuses contexts that do not fit.
    const entry = JSON.parse(line) as Record<string, ExportContext>;
    for (const [id, context] of Object.entries(entry)) contexts.set(id, context);
  }
  return contexts;
}

function readNumbers(text: string): Map<string, number> {
  const rows = linesOf(text).map((line) => importDocument(JSON.parse(line)));
  return new Map(rows.map(({ name, id }) => [String(name), Number(id)]));
}

/** A header, then one document per line; a cell that looks like a number is a number. */
function readCsv(text: string): EncodedObject[] {
  const [header = [], ...rows] = csvRows(text);
  return rows.map((cells, position) => {
    if (cells.length !== header.length) {
      throw new ImportError(`CSV line ${position + 2} has ${cells.length} fields, the header ${header.length}`);
    }
    return Object.fromEntries(header.map((field, column) => [field, csvValue(cells[column] ?? "")]));
  });
}

function csvValue(cell: string): string | number {
  return cell.trim() !== "" && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

/** Fields may be quoted; quotes inside are doubled; quoted fields may span lines. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", separator] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (separator === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

/** @throws ImportError with `where` and the line number */
async function readLines(text: string, where: string, read: (line: string) => EncodedObject): Promise<EncodedObject[]> {
  const documents: EncodedObject[] = [];
  for await (const line of takeTurns(linesOf(text))) {
    documents.push(explained(`${where} ${documents.length + 1}`, () => read(line)));
  }
  return documents;
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function explained<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ImportError(`Cannot read ${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
