import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What the official command line asks Convex's own API about a deploy key, with one deployment behind it. */
export interface ControlPlane {
  readonly url: string;
  close(): void;
}

export async function startControlPlane(deployKey: string, deploymentUrl: string): Promise<ControlPlane> {
  const answers: Readonly<Record<string, unknown>> = {
    "/api/deployment/url_for_key": deploymentUrl,
    "/api/deployment/team_and_project_for_key": {
      team: "team",
      project: "sendcat",
      teamId: 1,
      projectId: 1,
      reference: null,
      isDefault: true,
    },
  };
  const server = createServer(async (request, response) => {
    const answer = answers[request.url ?? ""];
    const isKnown = (await text(request)).includes(JSON.stringify(deployKey));
    const status = answer === undefined ? 404 : isKnown ? 200 : 401;
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify(status === 200 ? answer : {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // safe because a listening TCP server has such an address
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close().closeAllConnections() };
}
