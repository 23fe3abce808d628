import type { Firewall, Refusal } from "@sendcat/shared-types";
import type { HostContext } from "../../host-context.ts";

/** Checks a request against the firewall rules. Needed for hosts without a firewall in front; a request that passed one passes here too. */
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
