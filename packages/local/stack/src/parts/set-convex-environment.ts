import { StackError } from "../stack/stack-error.ts";

export interface ConvexAdmin {
  readonly url: string;
  /** Admin key or deploy key; never logged. */
  readonly key: string;
}

/** Sets environment variables of a deployment, as `npx convex env set` does, in one request. Null removes one. */
export async function setConvexEnvironment(
  admin: ConvexAdmin,
  values: Readonly<Record<string, string | null>>,
): Promise<void> {
  const changes = Object.entries(values).map(([name, value]) => ({ name, value: value ?? undefined }));
  const response = await fetch(`${admin.url}/api/update_environment_variables`, {
    method: "POST",
    headers: { authorization: `Convex ${admin.key}`, "content-type": "application/json" },
    body: JSON.stringify({ changes }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new StackError(`Convex at ${admin.url} does not answer (${String(error)}).`);
  });
  if (!response.ok) {
    const detail = (await response.text()).slice(0, 300);
    throw new StackError(`Convex refused its environment variables (HTTP ${response.status}): ${detail}`);
  }
}
