import { canonicalPath } from "../engine/function-address.ts";
import { newRequestId } from "../engine/request-id.ts";
import type { RunOutcome } from "../engine/run-request.ts";
import { runSystemQuery } from "../push/system-queries.ts";
import type { FunctionKind } from "../runtime/function-kind.ts";
import { FunctionError } from "../runtime/function-error.ts";
import { cleanJson } from "../values/clean-json.ts";
import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";
import { encodeTimestamp } from "../values/timestamp.ts";
import type { Exchange, Handler } from "./exchange.ts";
import { HttpError } from "./http-error.ts";
import { readJsonObject } from "./read-body.ts";

const MAX_BODY_BYTES = 20 * 1024 * 1024;

interface FunctionCall {
  readonly path: string;
  readonly args: EncodedObject;
  readonly componentPath: string;
  readonly encoded: boolean;
  readonly expect: FunctionKind | null;
}

/** `POST /api/query`, `/api/mutation`, `/api/action`, `/api/function` and `GET /api/query`. */
export function functionEndpoint(expect: FunctionKind | null): Handler {
  return async (exchange) => {
    const body =
      exchange.request.method === "GET"
        ? parametersOf(exchange.url)
        : await readJsonObject(exchange.request, MAX_BODY_BYTES);
    exchange.rawJson(await answer(exchange, parseCall(body, expect)));
  };
}

/** `POST /api/run/<module>/<function>` */
export const runEndpoint: Handler = async (exchange) => {
  const segments = exchange.url.pathname.slice("/api/run/".length).split("/");
  const exportName = segments.pop() ?? "";
  const body = await readJsonObject(exchange.request, MAX_BODY_BYTES);
  const path = `${segments.join("/")}:${exportName}`;
  exchange.rawJson(await answer(exchange, parseCall({ ...body, path }, null)));
};

export const queryTimestampEndpoint: Handler = async (exchange) => {
  exchange.json({ ts: encodeTimestamp(exchange.engine.clock.latestNs) });
};

/** `POST /api/query_batch`: several queries in one request. */
export const queryBatchEndpoint: Handler = async (exchange) => {
  const { queries } = await readJsonObject(exchange.request, MAX_BODY_BYTES);
  if (!Array.isArray(queries)) throw new HttpError(400, "BadRequest", "`queries` must be a list");
  const answers = await Promise.all(
    queries.map((query: unknown) => {
      if (typeof query !== "object" || query === null) {
        throw new HttpError(400, "BadRequest", "every query must be an object");
      }
      return answer(exchange, parseCall({ ...query }, "query"));
    }),
  );
  exchange.rawJson(`{"results":[${answers.join(",")}]}`);
};

async function answer(exchange: Exchange, call: FunctionCall): Promise<string> {
  const caller = await exchange.caller();
  const { engine } = exchange;
  const encode = (value: EncodedValue): EncodedValue => (call.encoded ? value : cleanJson(value));
  try {
    if (call.path.startsWith("_system/")) {
      if (!caller.mayCallInternal) throw new FunctionError("System functions need an admin key");
      const result = await runSystemQuery(engine, call);
      if (!result.outcome.ok) throw result.outcome.error;
      return `{"status":"success","value":${result.outcome.json},"logLines":[]}`;
    }
    const outcome: RunOutcome = await engine.runner.run({
      target: { componentPath: call.componentPath, path: canonicalPath(call.path) },
      args: call.args,
      caller,
      ...(call.expect ? { expect: call.expect } : {}),
    });
    // safe because outcomes are encoded values.
    const value = call.encoded ? outcome.json : JSON.stringify(cleanJson(JSON.parse(outcome.json) as EncodedValue));
    return `{"status":"success","value":${value},"logLines":${JSON.stringify(outcome.logLines)}}`;
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    return JSON.stringify({
      status: "error",
      errorMessage: `[Request ID: ${newRequestId()}] Server Error\n${error.message}`,
      ...(error.data === undefined ? {} : { errorData: encode(error.data) }),
      logLines: error.logLines,
    });
  }
}

function parseCall(body: Record<string, unknown>, expect: FunctionKind | null): FunctionCall {
  if (typeof body.path !== "string") {
    throw new HttpError(400, "BadRequest", "`path` must name a function, as in messages:list");
  }
  const first: unknown = Array.isArray(body.args) ? (body.args[0] ?? {}) : (body.args ?? {});
  if (!isEncodedObject(first)) {
    throw new HttpError(400, "BadRequest", "`args` must be an object of named arguments");
  }
  return {
    path: body.path.replace(/^api\./, ""),
    args: first,
    componentPath: typeof body.componentPath === "string" ? body.componentPath : "",
    encoded: body.format === "convex_encoded_json",
    expect,
  };
}

function parametersOf(url: URL): Record<string, unknown> {
  const args = url.searchParams.get("args");
  try {
    return {
      path: url.searchParams.get("path"),
      args: args === null ? {} : JSON.parse(args),
      format: url.searchParams.get("format"),
    };
  } catch {
    throw new HttpError(400, "BadRequest", "`args` is not valid JSON");
  }
}
