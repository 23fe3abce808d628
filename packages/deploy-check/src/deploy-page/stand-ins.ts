import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createVercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import {
  createStackProcesses,
  REPO_ROOT,
  stackPorts,
  waitForAnswer,
  type PartCommand,
  type PartProcess,
} from "@sendcat/local-stack";
import { startControlPlane } from "./control-plane.ts";

/** The accounts of someone who begins to deploy: all empty, each on a local port. */
export interface StandIns {
  /** Where the web app will be. */
  readonly app: string;
  readonly mail: string;
  /** What the reader of the page copies from each account, by variable. */
  readonly noted: Readonly<Record<string, string>>;
  /** Addresses for which production needs no variable. */
  readonly addresses: {
    readonly convex: Readonly<Record<string, string>>;
    readonly web: Readonly<Record<string, string>>;
    readonly commands: Readonly<Record<string, string>>;
  };
  /** Starts the production build with these variables and no others, as Vercel does. */
  deployWeb(variables: Readonly<Record<string, string>>): Promise<void>;
  /** The last lines of every process. */
  tail(): string;
  close(): Promise<void>;
}

const WEB = join(REPO_ROOT, "apps/web");
const random = () => randomBytes(16).toString("hex");

export async function startStandIns(portBase: number, dataDir: string): Promise<StandIns> {
  const ports = stackPorts(portBase);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  mkdirSync(dataDir);
  const processes = createStackProcesses(dataDir, ({ part, text }) => void lines.push(`${part}: ${text}`));
  const [deployKey, redisToken, vercelToken] = [`prod:embedded-1|${random()}`, random(), random()];
  const firewall = await createVercelFirewallSimulator({ token: vercelToken, projectId: "prj_1" });
  const controlPlane = await startControlPlane(deployKey, at(ports.convex));

  const start = (command: Omit<PartCommand, "cwd"> & Partial<PartCommand>): PartProcess =>
    processes.start({ cwd: REPO_ROOT, ...command }, { tier: "back" });
  const script = (path: string, options: Readonly<Record<string, string | number>>): readonly string[] => [
    join(REPO_ROOT, path),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ];
  const { PATH, HOME } = process.env;
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
    env: { PATH, HOME },
  });
  const ping = { method: "POST", headers: { authorization: `Bearer ${redisToken}` }, body: '["PING"]' };
  await Promise.all([
    waitForAnswer(convex, { url: `${at(ports.convex)}/version`, withinMs: 60_000 }),
    waitForAnswer(redis, { url: at(ports.redisRest), init: ping, withinMs: 60_000 }),
    waitForAnswer(simulators, { url: `${at(ports.mail)}/admin/letters`, withinMs: 60_000 }),
  ]);

  const app = at(ports.web);
  const openRouter = { OPENROUTER_BASE_URL: `${at(ports.openRouter)}/api/v1` };
  const provider = { id: "islandid", name: "Island ID", issuer: at(ports.signIn), clientId: "a", clientSecret: "b" };
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
      RESEND_API_KEY: "simulator",
      SENDCAT_SIGN_IN_PROVIDERS: JSON.stringify([provider]),
      STRIPE_SECRET_KEY: "sk_test_simulator",
      STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
      VERCEL_TOKEN: vercelToken,
      VERCEL_PROJECT_ID: "prj_1",
    },
    addresses: {
      convex: {
        ...openRouter,
        SERPER_BASE_URL: `${at(ports.search)}/serper`,
        EBAY_BASE_URL: `${at(ports.search)}/ebay`,
        RESEND_BASE_URL: at(ports.mail),
      },
      web: { ...openRouter, STRIPE_API_URL: at(ports.payments) },
      commands: { CONVEX_PROVISION_HOST: controlPlane.url, VERCEL_API_URL: firewall.url },
    },
    async deployWeb(variables) {
      const args = [join(WEB, "node_modules/next/dist/bin/next"), "start", "--port", String(ports.web)];
      const env = { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", ...variables };
      const web = start({ name: "web", args: [...args, "--hostname", "127.0.0.1"], cwd: WEB, env });
      await waitForAnswer(web, { url: `${app}/api/ready`, withinMs: 120_000 });
    },
    tail: () => lines.slice(-60).join("\n"),
    async close() {
      await processes.stop();
      controlPlane.close();
      await firewall.close();
    },
  };
}
