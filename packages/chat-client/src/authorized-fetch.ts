import { refusalFromResponse } from "./chat-refusal.ts";
import type { Session } from "./session.ts";

/**
 * `fetch` with the session's bearer token. One 401 is answered with a fresh token and one more try; one 428 with the work that it asks
 * for and one more try.
 */
export function createAuthorizedFetch(session: Session, fetcher: typeof fetch) {
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
