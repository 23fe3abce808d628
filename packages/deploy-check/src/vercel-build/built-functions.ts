import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

/** A function of a build, as Vercel would deploy it. */
export interface BuiltFunction {
  /** Its first path, e.g. `api/[...path]`. */
  readonly path: string;
  /** Further paths that the same function serves. */
  readonly alsoServes: readonly string[];
  /** `edge`, or a version of Node such as `nodejs24.x`. */
  readonly runtime: string;
  /** Empty: wherever the request arrives (edge), or the project's default region (Node). */
  readonly regions: readonly string[];
  /** Null: the platform's default. */
  readonly maxDurationSeconds: number | null;
  readonly bytes: number;
  readonly gzippedBytes: number;
}

interface FunctionConfig {
  readonly runtime: string;
  readonly regions?: readonly string[];
  readonly maxDuration?: number;
  /** Files outside the function's folder: where each lies in the function, and where in the checkout. */
  readonly filePathMap?: Readonly<Record<string, string>>;
}

/** Every function in the `.vercel/output` of a checkout, by path. A folder that links to another is the same function. */
export function builtFunctions(checkout: string): readonly BuiltFunction[] {
  const root = join(checkout, ".vercel/output/functions");
  const folders = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".func"));
  const paths = new Map<string, string[]>();
  for (const folder of folders) {
    const real = relative(realpathSync(root), realpathSync(join(root, folder)));
    paths.set(real, [...(paths.get(real) ?? []), folder.replace(/\.func$/, "")]);
  }
  const sizes = createSizes();
  return [...paths]
    .map(([folder, served]) => functionIn({ checkout, root, folder, served, sizes }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface Found {
  readonly checkout: string;
  readonly root: string;
  readonly folder: string;
  readonly served: readonly string[];
  readonly sizes: Sizes;
}

function functionIn({ checkout, root, folder, served, sizes }: Found): BuiltFunction {
  // safe because Vercel's own command line wrote it
  const config = JSON.parse(readFileSync(join(root, folder, ".vc-config.json"), "utf8")) as FunctionConfig;
  // Pages are also served as the data of a navigation; those paths say nothing new.
  const [path = "", ...alsoServes] = served.filter((one) => !/\.(rsc|segments)\b/.test(one)).sort();
  const own = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/(\.map|\.vc-config\.json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  // The package manager's links between packages are traced too; they weigh nothing.
  const traced = Object.values(config.filePathMap ?? {})
    .map((file) => join(checkout, file))
    .filter((file) => lstatSync(file).isFile());
  const total = [...own, ...traced].map(sizes);
  return {
    path,
    alsoServes,
    runtime: config.runtime,
    regions: config.regions ?? [],
    maxDurationSeconds: config.maxDuration ?? null,
    bytes: total.reduce((sum, { bytes }) => sum + bytes, 0),
    gzippedBytes: total.reduce((sum, { gzippedBytes }) => sum + gzippedBytes, 0),
  };
}

type Sizes = (file: string) => Pick<BuiltFunction, "bytes" | "gzippedBytes">;

/** Functions share most of their files: each is compressed once. */
function createSizes(): Sizes {
  const known = new Map<string, ReturnType<Sizes>>();
  return (file) => {
    const found = known.get(file);
    if (found) return found;
    const content = readFileSync(file);
    const size = { bytes: content.length, gzippedBytes: gzipSync(content).length };
    known.set(file, size);
    return size;
  };
}
