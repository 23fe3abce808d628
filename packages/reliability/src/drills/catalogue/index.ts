import type { Drill } from "../drill.ts";
import { chatStreams } from "./chat-streams.ts";
import { botFlood, noisyNeighbour, quotaUnderLoad, slowClients } from "./limits.ts";
import { toolSaturation, webhookStorm } from "./jobs.ts";
import { convexOutage, providerOutage, redisOutage } from "./outages.ts";
import { workerKills } from "./worker-kills.ts";

export const DRILLS: readonly Drill[] = [
  chatStreams,
  quotaUnderLoad,
  providerOutage,
  redisOutage,
  convexOutage,
  toolSaturation,
  webhookStorm,
  botFlood,
  workerKills,
  noisyNeighbour,
  slowClients,
];
