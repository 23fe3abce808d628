export interface CspOptions {
  /** Fresh for every response, unguessable. */
  readonly nonce: string;
  /** The Convex deployment that the page talks to, over HTTP and WebSocket. */
  readonly convexUrl: string;
  /** Base URL of chat streams; empty for this origin. */
  readonly streamBaseUrl: string;
  /** `next dev` evaluates code and injects styles; production never does. */
  readonly isDevelopment: boolean;
  /** The page itself came over https. */
  readonly isSecure: boolean;
}

/**
 * The page's Content-Security-Policy. Scripts run only by nonce; images load only from this origin and from what the page holds, so that a
 * model's answer cannot make a browser contact another site.
 */
export function contentSecurityPolicy(options: CspOptions): string {
  const { nonce, isDevelopment } = options;
  const connect = ["'self'", ...originsOf(options.convexUrl), ...originsOf(options.streamBaseUrl)];
  const directives: [string, string[]][] = [
    ["default-src", ["'self'"]],
    ["script-src", ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])]],
    ["style-src", ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`]],
    // Components set style attributes (menu positions, textarea heights); attributes cannot load or run anything.
    ["style-src-attr", ["'unsafe-inline'"]],
    ["img-src", ["'self'", "data:", "blob:"]],
    ["font-src", ["'self'"]],
    ["connect-src", [...new Set(connect)]],
    ["object-src", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["form-action", ["'self'"]],
    ["frame-ancestors", ["'none'"]],
    ["manifest-src", ["'self'"]],
    ...(options.isSecure ? [["upgrade-insecure-requests", []] satisfies [string, string[]]] : []),
  ];
  return directives.map(([name, values]) => [name, ...values].join(" ")).join("; ");
}

function originsOf(url: string): string[] {
  if (!url) return [];
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http/, "ws")];
}
