import { outlive } from "./outlive.ts";

const TIMEOUT_MS = 5_000;

/** Tells the operators' webhook, in the shape that chat services take (`{ "text": ... }`). It is tried once; the log has it anyway. */
export function alertOperators(webhookUrl: string, alert: { readonly day: string; readonly percent: number }): void {
  const text = `Sendcat has spent ${alert.percent} % of the money for ${alert.day}.`;
  const sent = fetch(webhookUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).then((response) => {
    if (!response.ok) throw new Error(`the alert webhook answered ${response.status}`);
  });
  outlive(sent);
}
