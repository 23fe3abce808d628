import type { Check } from "./check.ts";
import { appAnswers } from "./checks/app-answers.ts";
import { appConfig } from "./checks/app-config.ts";
import { appKeys } from "./checks/app-keys.ts";
import { appReady } from "./checks/app-ready.ts";
import { appHeaders } from "./checks/app-headers.ts";
import { appOrigins } from "./checks/app-origins.ts";
import { appPages } from "./checks/app-pages.ts";
import { convexFunctions } from "./checks/convex-functions.ts";
import { convexSecrets } from "./checks/convex-secrets.ts";
import { convexSigningKey } from "./checks/convex-signing-key.ts";
import { convexVariables } from "./checks/convex-variables.ts";
import { environment } from "./checks/environment.ts";
import { guestSession } from "./checks/guest-session.ts";
import { openRouterKey } from "./checks/openrouter-key.ts";
import { openRouterModels } from "./checks/openrouter-models.ts";
import { publicAddress } from "./checks/public-address.ts";
import { release } from "./checks/release.ts";
import { turnAnswered } from "./checks/turn-answered.ts";
import { turnCharged } from "./checks/turn-charged.ts";
import { turnRemoved } from "./checks/turn-removed.ts";
import { turnSettled } from "./checks/turn-settled.ts";
import { upstashAnswers } from "./checks/upstash-answers.ts";
import { upstashDatabase } from "./checks/upstash-database.ts";
import { upstashEviction } from "./checks/upstash-eviction.ts";
import { upstashNear } from "./checks/upstash-near.ts";
import { upstashScripts } from "./checks/upstash-scripts.ts";
import { vercelAttackMode } from "./checks/vercel-attack-mode.ts";
import { vercelFirewall } from "./checks/vercel-firewall.ts";
import { vercelRegion } from "./checks/vercel-region.ts";
import { vercelSecrets } from "./checks/vercel-secrets.ts";
import { vercelVariables } from "./checks/vercel-variables.ts";

/** Every check, in the order in which they run: the last part asks the deployment for an answer. */
export const PARTS = {
  configuration: [environment, publicAddress],
  app: [appAnswers, appReady, appConfig, appKeys, appHeaders, appOrigins, appPages],
  vercel: [vercelRegion, vercelVariables, vercelSecrets, vercelFirewall, vercelAttackMode],
  convex: [convexFunctions, release, convexVariables, convexSigningKey, convexSecrets],
  upstash: [upstashAnswers, upstashScripts, upstashEviction, upstashNear, upstashDatabase],
  openrouter: [openRouterKey, openRouterModels],
  turn: [guestSession, turnAnswered, turnSettled, turnCharged, turnRemoved],
} as const satisfies Readonly<Record<string, readonly Check[]>>;

export type Part = keyof typeof PARTS;
