import { existsSync } from "node:fs";
import { join } from "node:path";
import { command, wholeNumber } from "@sendcat/command-line";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { signOperatorToken } from "../secrets/sign-operator-token.ts";
import { readSettings } from "../settings/read-settings.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { PORT_BASE_LIMITS } from "../settings/stack-ports.ts";

const options = command(
  "pnpm operator-token",
  "Prints an access token of an operator of the local stack, for `Authorization: Bearer` and for Convex.",
)
  .addOption(wholeNumber("--minutes <n>", "how long it is valid", { from: 1, to: 1_440 }).default(60))
  .addOption(
    wholeNumber("--port-base <n>", "first port of the stack, default SENDCAT_PORT_BASE or 3000", PORT_BASE_LIMITS),
  )
  .option("--data <dir>", "the stack's data folder, default SENDCAT_DATA_DIR or .sendcat")
  .parse()
  .opts();

const dotenv = join(REPO_ROOT, ".env");
if (existsSync(dotenv)) process.loadEnvFile(dotenv);
const { dataDir, ports, signingKey } = readSettings("dev", process.env, {
  portBase: options.portBase,
  dataDir: options.data,
});
const authority = {
  signingKey: signingKey ?? loadSecrets(dataDir).signingKey,
  issuer: process.env["SENDCAT_ISSUER"] || `http://127.0.0.1:${ports.web}`,
};
console.log(signOperatorToken(authority, options.minutes * 60));
