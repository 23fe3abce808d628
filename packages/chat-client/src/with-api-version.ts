import { API_VERSION, API_VERSION_HEADER } from "@sendcat/shared-types";

/** Adds the API version that this client was written for to each request. */
export function withApiVersion(fetcher: typeof fetch): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set(API_VERSION_HEADER, String(API_VERSION));
    return fetcher(url, { ...init, headers });
  };
}

/** `fetch` for calls of the API that need no session of this package. */
export const apiFetch = withApiVersion((input, init) => fetch(input, init));
