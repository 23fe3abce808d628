/** Same limit as in the Fetch standard. */
const MAX_REDIRECTS = 20;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Redirects that repeat the same request. */
const SAME_REQUEST: ReadonlySet<number> = new Set([307, 308]);

/**
 * `fetch` for calls that carry secrets for one service: it follows a redirect only to the same origin and only with the same request. Any
 * other redirect rejects with a TypeError; nothing is sent there. The body must be resendable, such as a text.
 */
export function withinOrigin(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const { origin } = url;
    let response = await send(input, { ...init, redirect: "manual" });
    for (let redirects = 0; REDIRECTS.has(response.status); redirects++) {
      const location = response.headers.get("location");
      if (location === null) break;
      await response.body?.cancel().catch(() => undefined);
      // Rejects with a TypeError when it is not a URL.
      const [next, from] = [new URL(location, url), response.status];
      if (next.origin !== origin) throw refused(`${from} from ${origin} to ${next.origin}`);
      if (!SAME_REQUEST.has(from) || input instanceof Request) throw refused(`${from} at ${origin}`);
      if (redirects === MAX_REDIRECTS) throw refused(`${from}, one too many, at ${origin}`);
      url = next;
      response = await send(url, { ...init, redirect: "manual" });
    }
    return response;
  };
}

function refused(redirect: string): TypeError {
  return new TypeError(`a redirect is not followed: ${redirect}`);
}
