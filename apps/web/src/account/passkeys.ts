import type { Session } from "@sendcat/chat-client";
import { newPasskeySchema, passkeyAnswerSchema, type PasskeyAnswer } from "@sendcat/shared-types";
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** Whether this browser supports passkeys on this page: they belong to a domain name, never to an IP address. */
export function hasPasskeys(): boolean {
  return browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(location.hostname);
}

/** Asks the user to choose a passkey. Null when they decline. */
export async function choosePasskey(session: Session): Promise<PasskeyAnswer | null> {
  // safe because the browser validates every field
  const optionsJSON = (await session.passkeyOptions()) as unknown as PublicKeyCredentialRequestOptionsJSON;
  return await unlessDeclined(async () => passkeyAnswerSchema.parse(await startAuthentication({ optionsJSON })));
}

/** Creates a passkey on the device; `to.code` proves the address. False when the user declines. */
export async function makePasskey(session: Session, to: { email: string; code: string }): Promise<boolean> {
  // safe because the browser validates every field
  const optionsJSON = (await session.passkeyOptions(to)) as unknown as PublicKeyCredentialCreationOptionsJSON;
  const passkey = await unlessDeclined(async () => newPasskeySchema.parse(await startRegistration({ optionsJSON })));
  if (passkey) await session.addPasskey({ passkey, name: deviceName(navigator.userAgent) });
  return passkey !== null;
}

/** Browsers report the same error when a user declines, waits too long, or has no such passkey (Web Authentication Level 3, 14.5.1). */
async function unlessDeclined<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) return null;
    throw error;
  }
}

const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];

/** The name that the user knows the device by. */
function deviceName(userAgent: string): string {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system ? `Passkey on ${system}` : "Passkey";
}
