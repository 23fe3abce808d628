import type { AuthConfig } from "convex/server";

/** The edge signs and Convex verifies the same ES256 tokens, audience `sendcat`. */
export default {
  providers: [
    {
      type: "customJwt",
      applicationID: "sendcat",
      issuer: process.env.SENDCAT_ISSUER ?? "",
      jwks: process.env.SENDCAT_JWKS_URL ?? "",
      algorithm: "ES256",
    },
  ],
} satisfies AuthConfig;
