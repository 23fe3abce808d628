const TIMEOUT_MS = 5_000;

/** Tells the operators' webhook, in the shape that chat services take (`{ "text": ... }`). Tried once; the log has it anyway. */
export async function alertOperators(
  webhookUrl: string,
  alert: { readonly day: string; readonly percent: number },
): Promise<void> {
  const text = `Sendcat has spent ${alert.percent} % of the money for ${alert.day}.`;
  const response = await fetch(webhookUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the alert webhook answered ${response.status}`);
}
