/** One Redis command over the Upstash REST protocol. */
export async function redisCommand(
  redis: { readonly url: string; readonly token: string },
  command: readonly (string | number)[],
): Promise<unknown> {
  const response = await fetch(redis.url, {
    method: "POST",
    headers: { authorization: `Bearer ${redis.token}`, "content-type": "application/json" },
    body: JSON.stringify(command),
  });
  const body: unknown = await response.json();
  if (!response.ok || typeof body !== "object" || body === null || !("result" in body))
    throw new Error(`Redis refused ${command[0]}: ${JSON.stringify(body)}`);
  return body.result;
}
