import { readdirSync, readFileSync } from "node:fs";

/**
 * How an odd stream must be read. `calls`: name and input of each tool call; the input is a text when it is not JSON. `sources`: URL and title.
 * `sentBack`: the fields that the provider gets back with the calls; `extras`: each call's own, null for none. `ends`: the finish reason, or `error code/scope`.
 */
export interface OddReading {
  readonly text?: string;
  readonly reasoning?: string;
  readonly calls?: readonly (readonly [name: string, input: unknown])[];
  readonly pictures?: readonly string[];
  readonly sources?: readonly (readonly [url: string, title: string | null])[];
  readonly sentBack?: Readonly<Record<string, unknown>>;
  readonly extras?: readonly unknown[];
  readonly ends: string;
}

/** An answer in a form that real providers send. */
export interface OddStream {
  /** The file and the name in it: `tool-calls/id-empty`. */
  readonly name: string;
  readonly body: string;
  /** The content type of the response; null: none. */
  readonly type: string | null;
  /** The content coding that the body is sent in. */
  readonly coding?: string;
  readonly reads: OddReading;
}

const FOLDER = new URL("./odd-streams/", import.meta.url);

/** All streams of the folder: its README has the format of the files. */
export const ODD_STREAMS: readonly OddStream[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".txt"))
  .toSorted()
  .flatMap((file) => streamsIn(file.replace(/\.txt$/, ""), readFileSync(new URL(file, FOLDER), "utf8")));

const BY_NAME = new Map(ODD_STREAMS.map((stream) => [stream.name, stream]));

export function oddStream(name: string): OddStream | null {
  return BY_NAME.get(name) ?? null;
}

function streamsIn(kind: string, text: string): readonly OddStream[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((entry) => {
      const [name = "", head = "", ...lines] = entry.split("\n");
      // safe because a file of another form fails the test that reads all streams
      const fields = JSON.parse(head) as OddReading & { lines?: string; type?: string | null; coding?: string };
      const { lines: lineEnd = "\n", type = "text/event-stream", coding, ...reads } = fields;
      const body = lines.slice(0, -1).join(lineEnd);
      return { name: `${kind}/${name}`, body, type, reads, ...(coding === undefined ? {} : { coding }) };
    });
}
