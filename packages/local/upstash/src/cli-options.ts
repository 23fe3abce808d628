import { parseArgs } from "node:util";

export const HELP = `upstash-local: an Upstash Redis REST endpoint on this machine

Usage: node packages/local/upstash/src/cli.ts [options]

  --port N         port of the REST endpoint (default 3240, 0 picks a free one)
  --redis-port N   port of its own redis (default 3241, 0 picks a free one)
  --data DIR       where redis keeps its data (default .sendcat/redis)
  --backend KIND   auto, redis or memory (default auto: redis when one is on PATH)
  --host ADDRESS   address to listen on (default 127.0.0.1)
  --json           print the start line as JSON
  --help           print this

The token is read from UPSTASH_LOCAL_TOKEN.
`;

const BACKENDS = ["auto", "redis", "memory"] as const;

export interface CliOptions {
  readonly port: number;
  readonly redisPort: number;
  readonly dataDir: string;
  readonly backend: (typeof BACKENDS)[number];
  readonly host: string;
  readonly json: boolean;
}

/** Throws with a sentence for the person when an option is unknown or not valid. Null means: print the help. */
export function parseCliOptions(args: readonly string[]): CliOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "3240" },
      "redis-port": { type: "string", default: "3241" },
      data: { type: "string", default: ".sendcat/redis" },
      backend: { type: "string", default: "auto" },
      host: { type: "string", default: "127.0.0.1" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const backend = BACKENDS.find((name) => name === values.backend);
  if (!backend) throw new Error(`--backend must be one of ${BACKENDS.join(", ")}`);
  return {
    port: parsePort("--port", values.port),
    redisPort: parsePort("--redis-port", values["redis-port"]),
    dataDir: values.data,
    backend,
    host: values.host,
    json: values.json,
  };
}

function parsePort(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${option} must be a port number, 0 to 65535`);
  return port;
}
