import type { HostContext } from "@sendcat/gateway";
import { geolocation } from "@vercel/edge";
import { checkBotId } from "botid/server";
import { clientAddress, type AddressTrust } from "./client-address.ts";
import { outlive } from "./outlive.ts";

export interface HostTrust extends AddressTrust {
  /** Vercel's BotID is switched on for this project; the page has asked for its challenge. */
  readonly asksBotId: boolean;
}

/** What this host knows of a request: address and country as the platform saw them, and how to outlive the response. */
export function hostContext(request: Request, trust: HostTrust): HostContext {
  return {
    waitUntil: outlive,
    ip: clientAddress(request.headers, trust),
    country: trust.onVercel ? (geolocation(request).country ?? null) : null,
    ...(trust.asksBotId ? { isBot } : {}),
  };
}

/** A bot that Vercel knows and vouches for is none here. Throws when BotID cannot be asked, which lets the caller in. */
async function isBot(): Promise<boolean> {
  const verdict = await checkBotId();
  return verdict.isBot && !verdict.isVerifiedBot;
}
