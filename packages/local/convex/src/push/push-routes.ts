import { createHash } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import type { Exchange, Handler } from "../http/exchange.ts";
import { HttpError } from "../http/http-error.ts";
import { readJsonObject } from "../http/read-body.ts";
import type { Program } from "../runtime/program.ts";
import { parseEnvironmentChanges } from "./parse-environment-changes.ts";
import { parsePushRequest } from "./parse-push-request.ts";
import { PendingPushes } from "./pending-pushes.ts";
import { PushError } from "./push-error.ts";
import type { PushedModule, PushRequest } from "./push-request.ts";
import { streamLogs } from "./stream-logs.ts";
import { startPushResponse } from "./start-push-response.ts";
import { findSchemaFailure } from "./validate-documents.ts";

const MAX_PUSH_BYTES = 128 * 1024 * 1024;
const pendingPushes = new WeakMap<Engine, PendingPushes>();

/** The endpoints of `npx convex dev`, `deploy`, `codegen` and `env`. */
export const PUSH_ROUTES: Readonly<Record<string, Handler>> = {
  "POST /api/get_config_hashes": admin(async ({ engine }) => ({
    config: { functions: engine.program?.push.functions ?? "convex/", authInfo: [] },
    moduleHashes: (engine.program?.push.appDefinition.changedModules ?? []).map((module) => ({
      path: module.path,
      environment: module.environment,
      hash: moduleHash(module),
    })),
    udfServerVersion: engine.program?.push.appDefinition.udfServerVersion ?? "unknown",
    nodeDependencies: [],
  })),

  "POST /api/deploy2/start_push": admin(async ({ engine }, body) => {
    const program = await loadPush(engine, body);
    const pending = pendingOf(engine);
    const pushId = pending.nextId();
    pending.add(pushId, program);
    return startPushResponse(program, {
      pushId,
      environment: Object.fromEntries(engine.environment.entries()),
    });
  }),

  "POST /api/deploy2/evaluate_push": admin(async ({ engine }, body) => {
    const program = await loadPush(engine, body);
    const { schemaChange } = startPushResponse(program, { pushId: "", environment: {} });
    return { schemaChange };
  }),

  "POST /api/deploy2/wait_for_schema": admin(async ({ engine }, body) => {
    const failure = await schemaFailure(engine, programOf(engine, body.schemaChange));
    return failure ? { type: "failed", ...failure } : { type: "complete" };
  }),

  "POST /api/deploy2/finish_push": admin(async ({ engine }, body) => {
    const { startPush } = body;
    const change = isRecord(startPush) ? startPush.schemaChange : undefined;
    const program = programOf(engine, change);
    if (body.dryRun !== true) {
      const failure = await schemaFailure(engine, program);
      if (failure) throw new HttpError(400, "SchemaValidationFailed", failure.error);
      await engine.install(program);
      pendingOf(engine).clear();
      engine.log(`pushed ${program.components.get("")?.functions.size ?? 0} functions`);
    }
    return { authDiff: { added: [], removed: [] }, definitionDiffs: {}, componentDiffs: {} };
  }),

  "POST /api/deploy2/report_push_completed": admin(async () => null),

  "GET /api/v1/get_canonical_urls": async (exchange) => {
    await exchange.requireAdmin({});
    const { cloudUrl, siteUrl } = exchange.engine;
    exchange.json({ convexCloudUrl: cloudUrl, convexSiteUrl: siteUrl });
  },

  "POST /api/update_environment_variables": admin(async ({ engine }, body) => {
    await engine.updateEnvironment(parseEnvironmentChanges(body.changes));
    return null;
  }),

  "GET /api/stream_function_logs": streamLogs,
};

/** A JSON endpoint that requires the admin key; push errors are worded for the CLI to print. */
function admin(handle: (exchange: Exchange, body: Record<string, unknown>) => Promise<unknown>): Handler {
  return async (exchange) => {
    const body = await readJsonObject(exchange.request, MAX_PUSH_BYTES);
    await exchange.requireAdmin(body);
    try {
      exchange.json(await handle(exchange, body));
    } catch (error) {
      if (!(error instanceof PushError)) throw error;
      throw new HttpError(400, "PushFailed", `Hit an error while pushing:\n${error.message}`);
    }
  };
}

function loadPush(engine: Engine, body: unknown): Promise<Program> {
  return engine.load(withUnchangedModules(parsePushRequest(body), engine.program));
}

/** The CLI omits modules that the deployment already has; they are taken from the last push. */
function withUnchangedModules(push: PushRequest, current: Program | null): PushRequest {
  const known = new Map((current?.push.appDefinition.changedModules ?? []).map((module) => [module.path, module]));
  const unchanged = push.appDefinition.unchangedModuleHashes.map(({ path, sha256 }) => {
    const module = known.get(path);
    if (!module || moduleHash(module) !== sha256) {
      throw new PushError(`module ${path} differs from the one that this push expects: push again`);
    }
    return module;
  });
  return {
    ...push,
    appDefinition: {
      ...push.appDefinition,
      changedModules: [...push.appDefinition.changedModules, ...unchanged],
      unchangedModuleHashes: [],
    },
  };
}

function moduleHash(module: PushedModule): string {
  return createHash("sha256")
    .update(module.source)
    .update(module.sourceMap ?? "")
    .digest("hex");
}

function schemaFailure(engine: Engine, program: Program): Promise<ReturnType<typeof findSchemaFailure>> {
  return engine.queue.read(async () => findSchemaFailure(engine.database, engine.catalog, program));
}

function programOf(engine: Engine, schemaChange: unknown): Program {
  const ids = isRecord(schemaChange) ? schemaChange.schemaIds : undefined;
  const pushId = isRecord(ids) ? ids.push : undefined;
  const program = typeof pushId === "string" ? pendingOf(engine).find(pushId) : undefined;
  if (!program) throw new PushError("this push is no longer known: push again");
  return program;
}

function pendingOf(engine: Engine): PendingPushes {
  let pending = pendingPushes.get(engine);
  if (!pending) pendingPushes.set(engine, (pending = new PendingPushes()));
  return pending;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
