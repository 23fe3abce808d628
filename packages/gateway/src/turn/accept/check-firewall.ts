import type { Firewall, Refusal } from "@sendcat/shared-types";
import type { HostContext } from "../../host-context.ts";

/** Asks the firewall, for hosts that have none of their own in front; where one stands, what reaches us passes here too. */
export function checkFirewall(
  firewall: Firewall,
  { request, url, host }: { readonly request: Request; readonly url: URL; readonly host: HostContext },
): Refusal | null {
  const { headers } = request;
  const length = headers.get("content-length");
  const verdict = firewall.check({
    method: request.method,
    path: url.pathname,
    ip: host.ip,
    country: host.country,
    asNumber: null,
    userAgent: headers.get("user-agent"),
    contentType: headers.get("content-type"),
    contentLength: length === null ? null : Number(length),
    header: (name) => headers.get(name),
  });
  return verdict.ok ? null : verdict.refusal;
}
