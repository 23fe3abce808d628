import { request } from "node:http";
import type { FirewallFacts } from "@sendcat/shared-types";

/** Sends a real request with these facts, its path byte for byte, and resolves to the status of the answer. */
export function sendFacts(origin: string, facts: FirewallFacts): Promise<number> {
  const { method, path, ip, country, asNumber, userAgent, contentType, contentLength } = facts;
  const headers = {
    "x-simulated-address": ip,
    "x-simulated-country": country,
    "x-simulated-as-number": asNumber,
    "user-agent": userAgent,
    "content-type": contentType,
    "content-length": contentLength,
  };
  const known = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: known, agent: false }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    });
    // A refusal may close the connection before all of the body is sent.
    asked.on("error", reject).end(Buffer.alloc(contentLength ?? 0));
  });
}
