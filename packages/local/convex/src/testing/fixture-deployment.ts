import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { WebSocket } from "ws";
import { createDeployment, type Deployment } from "../deployment.ts";
import type { DeploymentOptions } from "../deployment-options.ts";
import { FixtureApp, TEST_ADMIN_KEY } from "./fixture-app.ts";
import { createPushedApp } from "./pushed-app.ts";

export interface FixtureDeployment {
  readonly app: FixtureApp;
  readonly deployment: Deployment;
  /** The log lines that the operator would see. */
  readonly log: string[];
  readonly http: ConvexHttpClient;
  connect(): ConvexClient;
  close(): Promise<void>;
}

/** Starts a deployment with the fixture app pushed by the official CLI; `environment` is set before the push. */
export async function startFixtureDeployment(
  options: Partial<DeploymentOptions> & { environment?: Record<string, string> } = {},
): Promise<FixtureDeployment> {
  const { environment, ...rest } = options;
  const app = environment ? await FixtureApp.create() : await createPushedApp();
  const log: string[] = [];
  const deployment = await createDeployment({
    dataDirectory: app.dataDirectory,
    adminKey: TEST_ADMIN_KEY,
    port: 0,
    sitePort: 0,
    log: (line) => log.push(line),
    ...rest,
  });
  const clients: ConvexClient[] = [];
  if (environment) {
    await setEnvironment(deployment.url, environment);
    await app.push(deployment.url);
  }
  return {
    app,
    deployment,
    log,
    http: new ConvexHttpClient(deployment.url, { logger: false }),
    connect: () => {
      const client = connectClient(deployment.url);
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await deployment.close();
      await app.remove();
    },
  };
}

export function connectClient(url: string): ConvexClient {
  return new ConvexClient(url, {
    // safe because ws implements the part of the browser's WebSocket that the client uses.
    webSocketConstructor: WebSocket as unknown as NonNullable<
      ConstructorParameters<typeof ConvexClient>[1]
    >["webSocketConstructor"] &
      object,
    logger: false,
  });
}

export async function setEnvironment(url: string, values: Record<string, string>): Promise<void> {
  const changes = Object.entries(values).map(([name, value]) => ({ name, value }));
  const response = await fetch(`${url}/api/update_environment_variables`, {
    method: "POST",
    headers: { authorization: `Convex ${TEST_ADMIN_KEY}` },
    body: JSON.stringify({ changes }),
  });
  if (!response.ok) throw new Error(await response.text());
}
