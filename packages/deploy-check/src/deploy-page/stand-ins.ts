import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createUpstashAccountSimulator } from "@sendcat/local-simulators/upstash-account";
import {
  buildWeb,
  createStackProcesses,
  REPO_ROOT,
  stackPorts,
  waitForAnswer,
  type PartCommand,
  type PartProcess,
} from "@sendcat/local-stack";
import { startControlPlane } from "./control-plane.ts";
import { startVercel } from "./vercel-stand-in.ts";

/** The accounts of someone who begins to deploy: all empty, each on a local port. */
export interface StandIns {
  /** Where the web app will be: behind the front. */
  readonly app: string;
  readonly mail: string;
  /** What the reader of the page copies from each account, by variable. */
  readonly noted: Readonly<Record<string, string>>;
  /** What only this machine needs: the addresses of the stand-ins, and patience while it is busy. */
  readonly local: {
    readonly convex: Readonly<Record<string, string>>;
    readonly commands: Readonly<Record<string, string>>;
  };
  /** Starts the production build with these variables, as Vercel does, and what only this machine needs. */
  deployWeb(variables: Readonly<Record<string, string>>): Promise<void>;
  /** The last lines of every process. */
  tail(): string;
  close(): Promise<void>;
}

const WEB = join(REPO_ROOT, "apps/web");
const random = () => randomBytes(16).toString("hex");
const ACCOUNT = { email: "ops@sendcat.test", apiKey: random() };
/** A busy machine is no outage. */
const PATIENCE = { admission: { waitMs: 10_000 }, begin: { waitMs: 15_000 }, throttle: { waitMs: 10_000 } };

/** `policy`: what the reader of the page sets. */
export async function startStandIns(portBase: number, dataDir: string, policy: object): Promise<StandIns> {
  const ports = stackPorts(portBase);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  mkdirSync(dataDir);
  const processes = createStackProcesses(dataDir, ({ part, text }) => void lines.push(`${part}: ${text}`));
  const [deployKey, redisToken, vercelToken] = [`prod:embedded-1|${random()}`, random(), random()];
  const { PATH, HOME } = process.env;
  await buildWeb({ processes, baseEnv: { PATH, HOME }, say: (text) => console.log(text) });
  const webhookSecret = `whsec_${random()}`;
  const vercel = await startVercel({
    token: vercelToken,
    projectId: "prj_1",
    port: ports.web,
    target: at(ports.app),
  });
  const upstash = await createUpstashAccountSimulator({ ...ACCOUNT, endpoint: "127.0.0.1" });
  const { app } = vercel;
  const controlPlane = await startControlPlane(deployKey, at(ports.convex));

  const start = (command: Omit<PartCommand, "cwd"> & Partial<PartCommand>): PartProcess =>
    processes.start({ cwd: REPO_ROOT, ...command }, { tier: "back" });
  const script = (path: string, options: Readonly<Record<string, string | number>>): readonly string[] => [
    join(REPO_ROOT, path),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ];
  const convex = start({
    name: "convex",
    args: script("packages/local/convex/src/cli.ts", {
      port: ports.convex,
      "site-port": ports.convexSite,
      data: join(dataDir, "convex"),
    }),
    env: { PATH, HOME, CONVEX_LOCAL_ADMIN_KEY: deployKey },
  });
  const redis = start({
    name: "redis",
    args: script("packages/local/upstash/src/cli.ts", {
      port: ports.redisRest,
      "redis-port": ports.redis,
      data: join(dataDir, "redis"),
    }),
    env: { PATH, HOME, UPSTASH_LOCAL_TOKEN: redisToken },
  });
  const simulators = start({
    name: "simulators",
    args: script("packages/local/simulators/src/cli.ts", {
      "openrouter-port": ports.openRouter,
      "fireworks-port": ports.fireworks,
      "search-port": ports.search,
      "mail-port": ports.mail,
      "payments-port": ports.payments,
      "sign-in-port": ports.signIn,
    }),
    env: {
      PATH,
      HOME,
      SENDCAT_SIM_WEBHOOK_URL: `${app}/api/webhooks/stripe`,
      SENDCAT_SIM_WEBHOOK_SECRET: webhookSecret,
    },
  });
  const ping = { method: "POST", headers: { authorization: `Bearer ${redisToken}` }, body: '["PING"]' };
  await Promise.all([
    waitForAnswer(convex, { url: `${at(ports.convex)}/version`, withinMs: 60_000 }),
    waitForAnswer(redis, { url: at(ports.redisRest), init: ping, withinMs: 60_000 }),
    waitForAnswer(simulators, { url: `${at(ports.mail)}/admin/letters`, withinMs: 60_000 }),
  ]);

  const policyText = { SENDCAT_POLICY: JSON.stringify({ ...policy, failure: PATIENCE }) };
  const openRouter = { OPENROUTER_BASE_URL: `${at(ports.openRouter)}/api/v1` };
  const provider = { id: "islandid", name: "Island ID", issuer: at(ports.signIn), clientId: "a", clientSecret: "b" };
  const web = { ...policyText, ...openRouter, STRIPE_API_URL: at(ports.payments), VERCEL: "1" };
  return {
    app,
    mail: at(ports.mail),
    noted: {
      CONVEX_DEPLOY_KEY: deployKey,
      CONVEX_URL: at(ports.convex),
      OPENROUTER_API_KEY: "sk-or-v1-simulator",
      UPSTASH_REDIS_REST_URL: at(ports.redisRest),
      UPSTASH_REDIS_REST_TOKEN: redisToken,
      SERPER_API_KEY: "simulator",
      EBAY_CLIENT_ID: "simulator",
      EBAY_CLIENT_SECRET: "simulator",
      RESEND_API_KEY: "re_simulator",
      SENDCAT_SIGN_IN_PROVIDERS: JSON.stringify([provider]),
      STRIPE_SECRET_KEY: "sk_test_simulator",
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      VERCEL_TOKEN: vercelToken,
      VERCEL_PROJECT_ID: "prj_1",
      UPSTASH_EMAIL: ACCOUNT.email,
      UPSTASH_API_KEY: ACCOUNT.apiKey,
    },
    local: {
      convex: {
        ...policyText,
        ...openRouter,
        SERPER_BASE_URL: `${at(ports.search)}/serper`,
        EBAY_BASE_URL: `${at(ports.search)}/ebay`,
        RESEND_BASE_URL: at(ports.mail),
      },
      commands: {
        ...policyText,
        ...openRouter,
        CONVEX_PROVISION_HOST: controlPlane.url,
        VERCEL_API_URL: vercel.apiUrl,
        UPSTASH_API_URL: upstash.origin,
      },
    },
    async deployWeb(variables) {
      vercel.setVariables(Object.keys(variables));
      const args = [join(WEB, "node_modules/next/dist/bin/next"), "start", "--port", String(ports.app)];
      const env = { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", ...variables, ...web };
      const part = start({ name: "web", args: [...args, "--hostname", "127.0.0.1"], cwd: WEB, env });
      await waitForAnswer(part, { url: `${app}/api/ready`, withinMs: 120_000 });
    },
    tail: () => lines.slice(-60).join("\n"),
    async close() {
      await processes.stop();
      controlPlane.close();
      await Promise.all([vercel.close(), upstash.close()]);
    },
  };
}
