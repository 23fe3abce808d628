import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { compileFirewall, type JudgeVisit, type RuleMatch } from "./firewall/compile-firewall.ts";
import { forward } from "./forward.ts";
import { isUpgradePassed, passUpgrade } from "./pass-upgrade.ts";
import { respondMitigated, respondPlatformError, type PlatformErrorCode } from "./platform-error.ts";
import { headersForFunction } from "./platform-headers.ts";
import { PLATFORM_LIMITS, type PlatformLimits } from "./platform-limits.ts";
import { DEFAULT_READING, type Reading } from "./reading.ts";
import { compileVercelJson } from "./routes/compile-vercel-json.ts";
import { visitOf, type Visit } from "./visit.ts";

export interface VercelFrontOptions {
  /** Origin of the app behind it. */
  readonly target: string;
  /** The project's vercel.json. */
  readonly vercelJson?: object;
  /** The firewall's active configuration as its API has it; asked for at every request, since publishing takes effect at once. */
  readonly firewall?: () => unknown;
  /** Paths that edge functions answer; Node functions answer the rest. */
  readonly edgeFunctions?: readonly RegExp[];
  readonly limits?: Partial<PlatformLimits>;
  readonly reading?: Partial<Reading>;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly now?: () => number;
  /** Every rule of the firewall that acted on a request, and `vercel.json` for its routes. */
  readonly onMatch?: (match: RuleMatch, visit: Visit) => void;
  /** Every answer of the app, as it begins. */
  readonly onAnswer?: (visit: Visit, reply: IncomingMessage) => void;
}

export interface VercelFront {
  readonly origin: string;
  /** Closes every connection, also those with an answer in progress. */
  close(): Promise<void>;
}

/**
 * A proxy that does what Vercel does before a function: custom firewall rules, vercel.json, headers, limits (docs/design/front.md says what it
 * cannot show). `x-simulated-address`, `-country`, `-region`, `-city` and `-as-number` choose the simulated client.
 * Throws for a rule or setting that it cannot apply; if such a rule is published later, every request fails with 500.
 */
export async function createVercelFront(options: VercelFrontOptions): Promise<VercelFront> {
  const { target, vercelJson = {}, firewall = () => null, edgeFunctions = [], now = Date.now } = options;
  const limits: PlatformLimits = { ...PLATFORM_LIMITS, ...options.limits };
  const reading: Reading = { ...DEFAULT_READING, ...options.reading };
  const routes = compileVercelJson(vercelJson, reading);
  let config: unknown = firewall();
  let judge: JudgeVisit = compileFirewall(config, { reading, now });
  const said = options.onMatch ?? (() => undefined);

  /** False when the request is answered. */
  function passesFirewall(visit: Visit, response: ServerResponse): boolean {
    const published = firewall();
    if (published !== config) {
      judge = compileFirewall(published, { reading, now });
      config = published;
    }
    const matches = judge(visit);
    for (const match of matches) said(match, visit);
    const action = matches.at(-1)?.action;
    if (action === undefined || action === "log" || action === "bypass") return true;
    respondMitigated(response, action);
    return false;
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const id = `iad1::iad1::${randomBytes(3).toString("hex")}-${now()}-${randomBytes(6).toString("hex")}`;
    response.setHeader("server", "Vercel");
    response.setHeader("x-vercel-id", id);
    const tooLarge = sizeProblem(request, limits);
    if (tooLarge !== null) return respondPlatformError(response, tooLarge);
    const visit = visitOf(request);
    if (visit === null) return void response.writeHead(400).end("x-simulated-address is no address\n");
    if (!passesFirewall(visit, response)) return;
    const { mitigation, headers } = routes.answer(visit);
    if (mitigation !== null) {
      said({ rule: "vercel.json", action: mitigation }, visit);
      return respondMitigated(response, mitigation);
    }
    const isEdge = edgeFunctions.some((path) => path.test(visit.rawPath));
    forward(request, response, {
      target,
      headers: headersForFunction(visit, id),
      answerHeaders: headers,
      onAnswer: (reply) => options.onAnswer?.(visit, reply),
      bodyBytes: limits.bodyBytes,
      firstByteMs: isEdge ? limits.edgeFirstByteMs : null,
      durationMs: isEdge ? limits.edgeDurationMs : (routes.maxDurationMs ?? limits.nodeDurationMs),
      timeout: isEdge ? "EDGE_FUNCTION_INVOCATION_TIMEOUT" : "FUNCTION_INVOCATION_TIMEOUT",
    });
  }

  // Node's header limit is below the platform's, and its request timeout would cut a slow upload.
  const http = { maxHeaderSize: 128 * 1_024, requestTimeout: 0, shouldUpgradeCallback: isUpgradePassed };
  const server = createServer(http, (request, response) => {
    try {
      handle(request, response);
    } catch (fault) {
      console.error("front:", fault);
      respondPlatformError(response, "FUNCTION_INVOCATION_FAILED");
    }
  });
  server.on("upgrade", (request, socket) => passUpgrade(request, socket, target));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // safe because it listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function sizeProblem(request: IncomingMessage, limits: PlatformLimits): PlatformErrorCode | null {
  if (Buffer.byteLength(request.url ?? "") > limits.urlBytes) return "URL_TOO_LONG";
  const { rawHeaders } = request;
  const sizes = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [Buffer.byteLength(name) + Buffer.byteLength(rawHeaders[index + 1] ?? "")] : [],
  );
  const isTooLarge =
    sizes.some((bytes) => bytes > limits.headerBytes) || sizes.reduce((sum, one) => sum + one, 0) > limits.headersBytes;
  return isTooLarge ? "REQUEST_HEADER_TOO_LARGE" : null;
}
