const TIMEOUT_MS = 5_000;

/** Sends a spend alert to the operators' webhook, as `{ "text": ... }` for chat services. No retry, because the log has it too. Rejects on failure. */
export async function alertOperators(
  webhookUrl: string,
  alert: { readonly day: string; readonly percent: number },
): Promise<void> {
  const text = `Sendcat has spent ${alert.percent} % of the daily budget for ${alert.day}.`;
  const response = await fetch(webhookUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the alert webhook answered ${response.status}`);
}
