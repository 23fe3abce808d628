import { z } from "zod";

/** A way out to a provider, and back: what it was begun with, in this tab alone. */
const visitSchema = z.object({ provider: z.string(), state: z.string(), returnTo: z.string().startsWith("/") });
export type ProviderVisit = z.infer<typeof visitSchema>;

const KEY = "sendcat-provider-visit";

export function beginVisit(visit: ProviderVisit): void {
  sessionStorage.setItem(KEY, JSON.stringify(visit));
}

/** The one that was begun in this tab, once: a code that comes with another state was not asked for by this person. */
export function endVisit(provider: string, state: string | null): ProviderVisit | null {
  try {
    const parsed = visitSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    sessionStorage.removeItem(KEY);
    return parsed.success && parsed.data.provider === provider && parsed.data.state === state ? parsed.data : null;
  } catch {
    return null;
  }
}
