import { z } from "zod";

/** A sign-in at a provider that was started in this tab; kept in the tab's storage until the user returns. */
const visitSchema = z.object({ provider: z.string(), state: z.string(), returnTo: z.string().startsWith("/") });
export type ProviderVisit = z.infer<typeof visitSchema>;

const KEY = "sendcat-provider-visit";

export function beginVisit(visit: ProviderVisit): void {
  sessionStorage.setItem(KEY, JSON.stringify(visit));
}

/** Takes the visit that was started in this tab. Null when the state differs: this user did not ask for that code. */
export function endVisit(provider: string, state: string | null): ProviderVisit | null {
  try {
    const parsed = visitSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    sessionStorage.removeItem(KEY);
    return parsed.success && parsed.data.provider === provider && parsed.data.state === state ? parsed.data : null;
  } catch {
    return null;
  }
}
