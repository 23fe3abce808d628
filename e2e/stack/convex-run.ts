/** Runs an internal function, as `npx convex run` does. */
export async function convexRun(
  convex: { readonly url: string; readonly adminKey: string },
  path: string,
  args: object,
): Promise<unknown> {
  const response = await fetch(`${convex.url}/api/function`, {
    method: "POST",
    headers: { authorization: `Convex ${convex.adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ path, args, format: "json" }),
  });
  const body: unknown = await response.json();
  if (!response.ok || typeof body !== "object" || body === null || !("value" in body))
    throw new Error(`${path}: HTTP ${response.status} ${JSON.stringify(body)}`);
  return body.value;
}
