import type { Session } from "./session.ts";

/** `fetch` with the session's bearer token; one 401 is answered with a fresh token and one more try. */
export function createAuthorizedFetch(session: Session, fetcher: typeof fetch) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const attempt = async (forceRefresh: boolean): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${await session.token({ forceRefresh })}`);
      return fetcher(url, { ...init, headers });
    };
    const response = await attempt(false);
    if (response.status !== 401) return response;
    await response.body?.cancel().catch(() => undefined);
    return attempt(true);
  };
}
