import { cpSync, existsSync, mkdirSync } from "node:fs";
import { assertPortFree } from "../health/assert-port-free.ts";
import type { LogSink } from "../log/stack-log.ts";
import { buildWeb } from "../parts/build-web.ts";
import { gatewayEnvironment, issuerOf } from "../parts/gateway-environment.ts";
import type { PartContext } from "../parts/part-context.ts";
import { pushFunctions, watchFunctions } from "../parts/push-functions.ts";
import { convexDataDir, convexUrl, startConvex } from "../parts/start-convex.ts";
import { fireworksPart, startFireworks } from "../parts/start-fireworks.ts";
import { startFront } from "../parts/start-front.ts";
import { mailPart, startMail } from "../parts/start-mail.ts";
import { signInPart, startSignIn } from "../parts/start-sign-in.ts";
import { openRouterAddress, startOpenRouter } from "../parts/start-openrouter.ts";
import { paymentsPart, startPayments } from "../parts/start-payments.ts";
import { redisAddress, startRedis } from "../parts/start-redis.ts";
import { searchPart, startSearch } from "../parts/start-search.ts";
import { startStream, streamUrl } from "../parts/start-stream.ts";
import { appUrl, startWeb, webUrl } from "../parts/start-web.ts";
import { endOrphans } from "../process/end-orphans.ts";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { withoutSecrets } from "../secrets/without-secrets.ts";
import { readSettings, type Environment } from "../settings/read-settings.ts";
import type { Front, StackMode, StackSettings } from "../settings/stack-settings.ts";
import type { Stack } from "./stack.ts";
import { StackError } from "./stack-error.ts";
import { createStackProcesses, isStackAlive } from "./stack-processes.ts";

export interface StackOptions {
  readonly mode: StackMode;
  /** Default: `SENDCAT_PORT_BASE`, else 3000. */
  readonly portBase?: number | undefined;
  /** Default: `SENDCAT_DATA_DIR`, else `.sendcat` of the checkout. */
  readonly dataDir?: string | undefined;
  /** What stands before the web app. Default: none. */
  readonly front?: Front | undefined;
  /** Default: the environment of this process. */
  readonly env?: Environment;
  /** Merged over the default policy of the web app and of Convex. Default: `SENDCAT_POLICY_FILE`. */
  readonly policy?: object | undefined;
  /** Starts the dedicated streaming host with any strategy. */
  readonly streamHost?: boolean;
  /** Lets the embedded Convex host the API with any strategy: it gets the signing key. */
  readonly convexHost?: boolean;
  /** Merged over the web app's environment only, e.g. to put a proxy between it and a part. */
  readonly webEnv?: Environment;
  /** Receives every line of every part, and the progress of the start as part `stack`. */
  readonly onLine?: LogSink;
  /** False uses the existing build, whatever has changed since. Default true. */
  readonly build?: boolean;
  /** Output of `makePushedData`: the embedded deployment of a new data folder starts from a copy of it. */
  readonly pushedData?: string | undefined;
  /** Aborting ends a start in progress and everything it has started. */
  readonly signal?: AbortSignal;
}

/**
 * Starts Sendcat on this machine and returns when it is ready. When a part does not come up, throws a StackError after it has stopped
 * everything again; the error's `cause` has the part's last lines.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const env = options.env ?? process.env;
  const sink: LogSink = options.onLine ?? (() => undefined);
  const settings = readSettings(options.mode, env, options);
  const say = (text: string): void => sink({ part: "stack", text });

  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const orphans = await endOrphans(settings.dataDir, isStackAlive);
  if (orphans.length > 0) say(`ended what a killed stack had left running: ${orphans.join(", ")}`);
  await Promise.all(portsToTake(settings).map(([port, wantedBy]) => assertPortFree(port, wantedBy)));

  const secrets = loadSecrets(settings.dataDir);
  const processes = createStackProcesses(settings.dataDir, sink);
  const context: PartContext = { settings, secrets, processes, baseEnv: withoutSecrets(env), say };
  try {
    const deployment = convexDataDir(settings);
    if (options.pushedData && !existsSync(deployment)) cpSync(options.pushedData, deployment, { recursive: true });
    const failure = processes.failed.then((error) => {
      throw error;
    });
    const redisBackend = await Promise.race([startParts(context, options), failure, aborted(options.signal)]);
    if (settings.mode === "dev") watchFunctions(context);
    return {
      urls: {
        web: webUrl(context),
        app: appUrl(context),
        convex: convexUrl(context),
        convexSite: settings.convex.kind === "local" ? `http://127.0.0.1:${settings.ports.convexSite}` : null,
        redis: redisAddress(context).url,
        stream: hasStreamHost(context, options) ? streamUrl(context) : null,
        openRouter: openRouterAddress(context).baseUrl,
        fireworks: fireworksPart(context).origin,
        search: searchPart(context).origin,
        mail: mailPart(context).origin,
        signIn: signInPart(context).origin,
        payments: paymentsPart(context, settings.signingKey ?? secrets.signingKey).origin,
      },
      dataDir: settings.dataDir,
      redisBackend,
      openRouterKind: settings.openRouter.kind,
      convexAdminKey: settings.convex.kind === "local" ? secrets.convexAdminKey : null,
      redisToken: redisAddress(context).token,
      signingKey: settings.signingKey ?? secrets.signingKey,
      failed: processes.failed,
      stop: () => processes.stop(),
      kill: () => processes.kill(),
    };
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

async function startParts(context: PartContext, options: StackOptions): Promise<string> {
  const { settings, secrets } = context;
  const issuer = issuerOf(context);
  const signingKey = settings.signingKey ?? secrets.signingKey;
  const [redisBackend] = await Promise.all([
    startRedis(context),
    startOpenRouter(context),
    startFireworks(context),
    startSearch(context),
    startMail(context),
    startSignIn(context),
    startPayments(context, { webUrl: webUrl(context), signingKey }),
    startConvex(context).then(() =>
      pushFunctions(context, { issuer, signingKey, hostsApi: isConvexHost(context, options) }),
    ),
    (settings.mode === "dev" || options.build === false ? Promise.resolve() : buildWeb(context))
      .then(() =>
        startWeb(context, {
          ...gatewayEnvironment(context, "web"),
          SENDCAT_IMAGE_ORIGINS: searchPart(context).environment["SENDCAT_IMAGE_ORIGINS"],
          ...options.webEnv,
        }),
      )
      .then(() => startFront(context)),
    hasStreamHost(context, options) ? startStream(context, gatewayEnvironment(context, "stream")) : null,
  ]);
  return redisBackend;
}

function hasStreamHost({ settings }: PartContext, options: StackOptions): boolean {
  return options.streamHost === true || settings.strategy === "dedicated";
}

function isConvexHost({ settings }: PartContext, options: StackOptions): boolean {
  return options.convexHost === true || settings.strategy === "convex";
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, fail) => {
    const stop = (): void => fail(new StackError("The start was cancelled."));
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}

function portsToTake({ ports, ...settings }: StackSettings): readonly (readonly [number, string])[] {
  return [
    [ports.web, "the web app"],
    ...(settings.front === "vercel"
      ? ([
          [ports.app, "the web app behind its front"],
          [ports.firewall, "the firewall's API"],
        ] as const)
      : []),
    ...(settings.strategy === "dedicated" ? ([[ports.stream, "the streaming host"]] as const) : []),
    ...(settings.convex.kind === "local"
      ? ([
          [ports.convex, "Convex"],
          [ports.convexSite, "Convex HTTP actions"],
        ] as const)
      : []),
    ...(settings.redis.kind === "local"
      ? ([
          [ports.redisRest, "the Redis REST endpoint"],
          [ports.redis, "Redis"],
        ] as const)
      : []),
    ...(settings.search.kind === "simulator" ? ([[ports.search, "the search simulator"]] as const) : []),
    ...(settings.payments.kind === "simulator" ? ([[ports.payments, "the payments simulator"]] as const) : []),
    ...(settings.signIn.kind === "simulator" ? ([[ports.signIn, "the sign-in simulator"]] as const) : []),
    ...(settings.mail.kind === "simulator" ? ([[ports.mail, "the mail simulator"]] as const) : []),
    ...(settings.fireworks.kind === "simulator" ? ([[ports.fireworks, "the Fireworks simulator"]] as const) : []),
    ...(settings.openRouter.kind === "simulator" ? ([[ports.openRouter, "the OpenRouter simulator"]] as const) : []),
  ];
}
