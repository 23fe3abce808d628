import path from "node:path";
import { withBotId } from "botid/next/config";
import type { NextConfig } from "next";
import { STATIC_SECURITY_HEADERS } from "./src/security/static-headers.ts";

const repository = path.join(import.meta.dirname, "../..");

const onNode = process.env["SENDCAT_API_RUNTIME"] === "node";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: [
    "@sendcat/assembly",
    "@sendcat/chat-client",
    "@sendcat/convex",
    "@sendcat/convex-client",
    "@sendcat/firewall",
    "@sendcat/gateway",
    "@sendcat/identity",
    "@sendcat/openai-stream",
    "@sendcat/openrouter",
    "@sendcat/proof-of-work",
    "@sendcat/redis",
    "@sendcat/shared-types",
    "@sendcat/stripe",
  ],
  // Pictures are shown as they are; with the optimizer anyone could have the server fetch and resize.
  images: { unoptimized: true },
  // texts/*.md: what an operator writes.
  turbopack: { root: repository, rules: { "*.md": { type: "text" } } },
  outputFileTracingRoot: repository,
  // `pnpm typecheck` checks types with the workspace's TypeScript; Next would need an older compiler as well.
  typescript: { ignoreBuildErrors: true },
  // The route under /node is the same API on the Node runtime.
  rewrites: async () => ({
    beforeFiles: onNode ? [{ source: "/api/:path*", destination: "/node/api/:path*" }] : [],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [{ source: "/:path*", headers: [...STATIC_SECURITY_HEADERS] }],
};

// withBotId adds rewrites of BotID's paths to Vercel; see env.ts.
export default process.env["SENDCAT_BOTID"] === "1" ? withBotId(config) : config;
