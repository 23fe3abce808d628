import type { ServerResponse } from "node:http";
import type { Backend, Subscription } from "../backend/backend.ts";

const KINDS: readonly Subscription["kind"][] = ["subscribe", "psubscribe", "monitor"];
const MAX_STREAMS = 200;
const HEARTBEAT_MS = 15_000;
/** A reader that falls this far behind is dropped: it can subscribe again, and memory stays bounded. */
const MAX_BEHIND_BYTES = 1024 * 1024;

/** Server-sent events for /subscribe/CHANNEL, /psubscribe/PATTERN and /monitor: one `data:` line per event. */
export interface SubscriptionStreams {
  /** False when the path is not a stream's. */
  serve(path: string, response: ServerResponse): Promise<boolean>;
}

export function createSubscriptionStreams(backend: Backend): SubscriptionStreams {
  let open = 0;

  async function stream(subscription: Pick<Subscription, "kind" | "names">, response: ServerResponse): Promise<void> {
    if (open >= MAX_STREAMS) return fail(response, `ERR more than ${MAX_STREAMS} subscriptions are open`);
    open += 1;
    let leave: (() => void) | null = null;
    const heartbeat = setInterval(() => response.write(": \n\n"), HEARTBEAT_MS);
    const finish = () => {
      clearInterval(heartbeat);
      leave?.();
      response.end();
    };
    response.on("close", () => {
      open -= 1;
      finish();
    });
    try {
      leave = await backend.subscribe({
        ...subscription,
        onLine(line) {
          if (!response.headersSent)
            response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
          response.write(`data: ${line.replaceAll("\n", "\ndata: ")}\n\n`);
          if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
        },
        onEnd: finish,
      });
      if (response.closed) leave();
    } catch (error) {
      fail(response, `ERR cannot subscribe: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    async serve(path, response) {
      const [first, ...rest] = path.slice(1).split("/");
      const kind = KINDS.find((name) => name === first?.toLowerCase());
      if (!kind) return false;
      const names = rest.map(decodeURIComponent).filter((name) => name !== "");
      if (kind === "monitor" || names.length > 0) await stream({ kind, names }, response);
      else fail(response, `ERR wrong number of arguments for '${kind}' command`);
      return true;
    },
  };
}

function fail(response: ServerResponse, error: string): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(400, { "content-type": "application/json" });
  response.end(JSON.stringify({ error }));
}
