import path from "node:path";
import type { NextConfig } from "next";

const repository = path.join(import.meta.dirname, "../../..");

const config: NextConfig = {
  poweredByHeader: false,
  turbopack: { root: repository },
  outputFileTracingRoot: repository,
  typescript: { ignoreBuildErrors: true },
};

export default config;
