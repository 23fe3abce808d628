import { providerIdSchema, type ProviderView } from "@sendcat/shared-types";
import { z } from "zod";
import { providersEnv } from "../platform/env.ts";

const providersSchema = z
  .array(
    z.strictObject({
      id: providerIdSchema,
      name: z.string().min(1).max(40),
      issuer: z.url(),
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
    }),
  )
  .max(6);
export type Provider = z.infer<typeof providersSchema>[number];

/** OpenID Connect providers from the deployment's settings. Throws with the setting's name when it cannot be parsed. */
function providers(): readonly Provider[] {
  const text = providersEnv();
  if (text === "") return [];
  const parsed = providersSchema.safeParse(parse(text));
  if (!parsed.success) throw new Error(`SENDCAT_SIGN_IN_PROVIDERS: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function findProvider(id: string): Provider | undefined {
  return providers().find((known) => known.id === id);
}

export function providerViews(): ProviderView[] {
  return providers().map(({ id, name }) => ({ id, name }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
