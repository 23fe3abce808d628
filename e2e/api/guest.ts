import { quotaViewSchema, sessionResponseSchema, type QuotaView } from "@sendcat/shared-types";
import { inject } from "vitest";

/** A guest as a native client sees one: with tokens, without a cookie. */
export interface Guest {
  /** Origin of the host that the guest talks to. */
  readonly web: string;
  readonly userId: string;
  readonly token: string;
  readonly sessionToken: string;
}

export async function newGuest(web: string = inject("stack").web): Promise<Guest> {
  const response = await fetch(`${web}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client: "native" }),
  });
  if (!response.ok) throw new Error(`no session: HTTP ${response.status} ${await response.text()}`);
  const { token, user, sessionToken } = sessionResponseSchema.parse(await response.json());
  return { web, userId: user.id, token, sessionToken: sessionToken ?? "" };
}

/** `GET` as a guest, parsed as JSON. */
export async function getAs(guest: Guest, path: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${guest.web}${path}`, {
    headers: { authorization: `Bearer ${guest.token}` },
  });
  const body: unknown = response.status === 204 ? null : await response.json();
  return { status: response.status, body };
}

export async function quotaOf(guest: Guest): Promise<QuotaView> {
  return quotaViewSchema.parse((await getAs(guest, "/api/quota")).body);
}

/** The ids of a guest's newest threads. */
export async function threadIdsOf(guest: Guest): Promise<readonly string[]> {
  const { body } = await getAs(guest, "/api/threads");
  // safe because a body of another shape fails on the next line, which fails the test
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
}
