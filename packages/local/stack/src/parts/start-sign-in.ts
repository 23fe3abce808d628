import type { PartContext } from "./part-context.ts";
import { startSimulator } from "./start-simulator.ts";

/** The sign-in providers: those of the environment, else a simulated one. */
export function signInPart({ settings }: PartContext): {
  readonly environment: Readonly<Record<string, string>>;
  readonly origin: string | null;
} {
  const { signIn } = settings;
  if (signIn.kind === "real") return { environment: signIn.environment, origin: null };
  const origin = `http://127.0.0.1:${settings.ports.signIn}`;
  const provider = {
    id: "islandid",
    name: "Island ID",
    issuer: origin,
    clientId: "sendcat",
    clientSecret: "simulator",
  };
  return { environment: { SENDCAT_SIGN_IN_PROVIDERS: JSON.stringify([provider]) }, origin };
}

export async function startSignIn(context: PartContext): Promise<void> {
  const { origin } = signInPart(context);
  if (origin === null) return;
  const readyUrl = `${origin}/.well-known/openid-configuration`;
  const { signIn: port } = context.settings.ports;
  await startSimulator(context, { name: "sign-in", port, readyUrl, standsFor: "an OpenID provider" });
}
