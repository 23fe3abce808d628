import type { DeploymentOptions } from "./deployment-options.ts";
import { Supervisor } from "./supervisor.ts";

export interface Deployment {
  /** Where clients and the CLI connect. */
  readonly url: string;
  /** Where HTTP actions are served. */
  readonly siteUrl: string;
  readonly port: number;
  readonly sitePort: number;
  /** Resolves when everything acknowledged is on disk and both ports are free. */
  close(): Promise<void>;
}

/**
 * Opens (or creates) a deployment and serves it. It runs the code that the official CLI last pushed.
 * @throws DataDirectoryInUseError when another process serves the same directory
 */
export async function createDeployment(options: DeploymentOptions): Promise<Deployment> {
  const host = options.host ?? "127.0.0.1";
  const supervisor = new Supervisor(options);
  const { port, sitePort } = await supervisor.start();
  const urlHost = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    url: `http://${urlHost}:${port}`,
    siteUrl: `http://${urlHost}:${sitePort}`,
    port,
    sitePort,
    close: () => supervisor.close(),
  };
}
