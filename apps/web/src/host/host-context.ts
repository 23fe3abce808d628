import type { HostContext } from "@sendcat/gateway";
import { geolocation } from "@vercel/edge";
import { checkBotId } from "botid/server";
import { addressOfClient, type AddressTrust } from "./address-of-client.ts";
import { outlive } from "./outlive.ts";

export interface HostTrust extends AddressTrust {
  /** Vercel's BotID is on for this project, and the page has its challenge. */
  readonly asksBotId: boolean;
}

/** What this host knows about a request: the client's address and country, and how to keep work alive after the response. */
export function hostContext(request: Request, trust: HostTrust): HostContext {
  return {
    waitUntil: outlive,
    ip: addressOfClient(request.headers, trust),
    country: trust.onVercel ? (geolocation(request).country ?? null) : null,
    ...(trust.asksBotId ? { isBot } : {}),
  };
}

/** Bots that Vercel has verified do not count. Throws when BotID does not answer; the gateway then lets the client in. */
async function isBot(): Promise<boolean> {
  const verdict = await checkBotId();
  return verdict.isBot && !verdict.isVerifiedBot;
}
