import { refusalFromResponse } from "./chat-refusal.ts";
import type { Session } from "./session.ts";
import { withApiVersion } from "./with-api-version.ts";

/**
 * `fetch` with the session's bearer token. After a 401 it retries once with a fresh token; after a 428 it does the proof of work and retries
 * once.
 */
export function createAuthorizedFetch(session: Session, plainFetch: typeof fetch) {
  const fetcher = withApiVersion(plainFetch);
  return async (url: string, init: RequestInit): Promise<Response> => {
    const attempt = async (token: string): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetcher(url, { ...init, headers });
    };
    let response = await attempt(await session.token());
    if (response.status === 401) {
      await response.body?.cancel().catch(() => undefined);
      response = await attempt(await session.token({ forceRefresh: true }));
    }
    if (response.status !== 428) return response;
    const refusal = await refusalFromResponse(response);
    if (!refusal.error.challenge) throw refusal;
    return attempt(await session.prove(refusal.error.challenge));
  };
}
