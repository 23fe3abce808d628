import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createVercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { createVercelFront, readEdgeFunctions } from "@sendcat/local-simulators/vercel-front";
import { REPO_ROOT } from "@sendcat/local-stack";

/** A new Vercel project: no variables, no rules, and a front that passes on to where its app will be. */
export interface VercelStandIn {
  /** The public address of the app. */
  readonly app: string;
  readonly apiUrl: string;
  /** Puts these names on the project's page of variables. */
  setVariables(names: readonly string[]): void;
  close(): Promise<void>;
}

export async function startVercel(options: {
  readonly token: string;
  readonly projectId: string;
  readonly port: number;
  /** Where the app listens. */
  readonly target: string;
}): Promise<VercelStandIn> {
  const { token, projectId, port, target } = options;
  const firewall = await createVercelFirewallSimulator({ token, projectId });
  const front = await createVercelFront({
    target,
    port,
    // safe because the front refuses a file of another shape
    vercelJson: JSON.parse(readFileSync(join(REPO_ROOT, "vercel.json"), "utf8")) as object,
    firewall: firewall.config,
    edgeFunctions: readEdgeFunctions(join(REPO_ROOT, "apps/web/.next")),
  });
  return {
    app: front.origin,
    apiUrl: firewall.url,
    setVariables: (variables) => firewall.dashboard.set({ variables }),
    close: async () => void (await Promise.all([front.close(), firewall.close()])),
  };
}
