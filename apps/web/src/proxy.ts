import { NextResponse, type NextRequest } from "next/server";
import { env, isDevelopment } from "./env.ts";
import { contentSecurityPolicy } from "./security/content-security-policy.ts";

/** Gives each page its Content-Security-Policy with a fresh nonce, which Next puts on its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const { SENDCAT_PUBLIC_CONVEX_URL, CONVEX_URL, SENDCAT_STREAM_BASE_URL } = env();
  const policy = contentSecurityPolicy({
    nonce,
    convexUrl: SENDCAT_PUBLIC_CONVEX_URL ?? CONVEX_URL,
    streamBaseUrl: SENDCAT_STREAM_BASE_URL ?? "",
    isDevelopment,
    isSecure: request.nextUrl.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!api/|node/|image$|_next/|\\.well-known/|icon\\.svg|favicon\\.ico).*)"] };
