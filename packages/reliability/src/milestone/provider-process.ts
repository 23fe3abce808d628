import cluster from "node:cluster";
import { createOpenRouterSimulator } from "@sendcat/local-simulators";

// The simulated provider runs in several processes on one port: there are more streams than one process may have open files.
const [, , port = "0", processes = "1"] = process.argv;
if (cluster.isPrimary) for (let i = 0; i < Number(processes); i++) cluster.fork();
else await createOpenRouterSimulator({ port: Number(port) });
