import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError, badRequest } from "./api-error.ts";
import type { FirewallConfig, Json } from "./firewall-config.ts";
import { createFirewallProject, type FirewallProject } from "./firewall-project.ts";
import { DEFAULT_SETTINGS, projectAnswer, type ProjectSettings } from "./project-settings.ts";
import type { VercelFirewallPlan } from "./vercel-firewall-plan.ts";

export interface VercelFirewallSimulatorOptions {
  readonly token: string;
  readonly projectId: string;
  /** When set, every call must name it. */
  readonly teamId?: string;
  readonly plan?: VercelFirewallPlan;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly now?: () => number;
}

/** One answer that fails. */
export interface FirewallFault {
  readonly status: number;
  /** Only calls of this method; default any. */
  readonly method?: string;
  /** Number of calls that fail; default 1. */
  readonly times?: number;
  /** Number of calls that succeed before; default 0. */
  readonly after?: number;
  readonly retryAfterSeconds?: number;
  /** True: the call is carried out and only its answer is lost. */
  readonly carriedOut?: boolean;
}

export interface VercelFirewallSimulator {
  readonly url: string;
  /** The active configuration; null until the first one is set. */
  config(): FirewallConfig | null;
  draft(): FirewallConfig | null;
  /** Every call so far, e.g. `PATCH /v1/security/firewall/config/draft rules.insert`. */
  calls(): readonly string[];
  /** A change made on the dashboard and published at once. */
  readonly dashboard: {
    addRule(rule: Json): string;
    editRule(id: string, change: Json): void;
    removeRule(id: string): void;
    moveRule(id: string, index: number): void;
    /** A change that is not published yet. */
    stage(change: Json): void;
    /** The project's other settings. */
    set(change: Partial<ProjectSettings>): void;
  };
  fail(fault: FirewallFault): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
const PROJECT_PATH = /^\/v(?:9|10)\/projects\/([^/]+)/;

/** Vercel's `/v1/security/firewall/config` of one project on a local port: validation, drafts and versions as the real one, with faults on demand; and its settings to read. */
export async function createVercelFirewallSimulator(
  options: VercelFirewallSimulatorOptions,
): Promise<VercelFirewallSimulator> {
  const { projectId, teamId, plan = "pro", now = Date.now } = options;
  const project = createFirewallProject({ projectId, ownerId: teamId ?? "user_local", plan, now });
  const faults: { fault: FirewallFault; after: number; times: number }[] = [];
  const calls: string[] = [];
  let settings = DEFAULT_SETTINGS;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      const known = error instanceof ApiError ? error : new ApiError(500, "internal_server_error", String(error));
      send(response, known.status, { error: { code: known.code, message: known.message } });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://vercel.local");
    const method = request.method ?? "GET";
    const body = await readBody(request);
    const action = typeof body === "object" && body !== null && "action" in body ? ` ${String(body.action)}` : "";
    calls.push(`${method} ${url.pathname}${action}`);
    authorize(request, url, options);
    const fault = takeFault(method);
    if (fault === null || fault.carriedOut === true) {
      const { pathname: path } = url;
      const isProject = method === "GET" && PROJECT_PATH.test(path);
      const result = isProject ? projectAnswer(projectId, path, settings) : route(project, { method, path, body });
      if (fault === null) return send(response, result === null ? 204 : 200, result);
    }
    if (fault.retryAfterSeconds !== undefined) response.setHeader("retry-after", String(fault.retryAfterSeconds));
    const code = fault.status === 429 ? "rate_limited" : "internal_server_error";
    send(response, fault.status, { error: { code, message: "A fault on demand." } });
  }

  function takeFault(method: string): FirewallFault | null {
    const found = faults.find(({ fault }) => fault.method === undefined || fault.method === method);
    if (!found) return null;
    if (found.after > 0) {
      found.after -= 1;
      return null;
    }
    found.times -= 1;
    if (found.times <= 0) faults.splice(faults.indexOf(found), 1);
    return found.fault;
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // safe because it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    config: project.active,
    draft: project.draft,
    calls: () => calls,
    dashboard: {
      addRule: (rule) => project.patchActive({ action: "rules.insert", value: rule }).rules.at(-1)?.id ?? "",
      editRule(id, change) {
        const { valid: _valid, validationErrors: _errors, ...rule } = ruleOf(project, id);
        project.patchActive({ action: "rules.update", id, value: { ...rule, ...change } });
      },
      removeRule: (id) => void project.patchActive({ action: "rules.remove", id }),
      moveRule: (id, index) => void project.patchActive({ action: "rules.priority", id, value: index }),
      stage: (change) => void project.patchDraft(change),
      set: (change) => void (settings = { ...settings, ...change }),
    },
    fail: (fault) => void faults.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function ruleOf(project: FirewallProject, id: string) {
  const rule = project.active()?.rules.find((one) => one.id === id);
  if (!rule) throw new ApiError(404, "not_found", `There is no ${id}.`);
  return rule;
}

function authorize(request: IncomingMessage, url: URL, options: VercelFirewallSimulatorOptions): void {
  const authorization = request.headers.authorization;
  if (!authorization?.startsWith("Bearer "))
    throw new ApiError(401, "unauthorized", "The request is missing an authentication token.");
  if (authorization !== `Bearer ${options.token}`) throw new ApiError(403, "forbidden", "Not authorized");
  const projectId = PROJECT_PATH.exec(url.pathname)?.[1] ?? url.searchParams.get("projectId");
  if (projectId === null) throw badRequest("missing required query parameter `projectId`.");
  if (options.teamId !== undefined && url.searchParams.get("teamId") !== options.teamId)
    throw new ApiError(403, "forbidden", "You do not have permission to access this resource.");
  if (projectId !== options.projectId) throw new ApiError(404, "not_found", "Project not found.");
}

function route(
  project: FirewallProject,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: unknown },
): unknown {
  const [, version, verb] = /^\/v1\/security\/firewall\/config(?:\/([^/]+))?(?:\/(activate))?$/.exec(path) ?? [null];
  const call = `${method} ${verb ?? (version === undefined ? "config" : "version")}`;
  if (path.startsWith("/v1/security/firewall/config")) {
    if (call === "GET config")
      return { active: project.active(), draft: project.draft(), versions: project.versions() };
    if (call === "PUT config") return { active: project.replace(body) };
    if (call === "PATCH config") return project.patchActive(body);
    if (call === "GET version") return project.read(version ?? "");
    if (call === "PATCH version" && version === "draft") return project.patchDraft(body);
    if (call === "POST activate") return project.activate(version ?? "");
    if (call === "DELETE version" && version === "draft") {
      project.discardDraft();
      return null;
    }
  }
  throw new ApiError(404, "not_found", "The requested endpoint was not found.");
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new ApiError(413, "request_entity_too_large", "The body is too large.");
    chunks.push(buffer);
  }
  if (bytes === 0) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw badRequest("the body is not JSON.");
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === null || body === undefined ? "" : JSON.stringify(body));
}
