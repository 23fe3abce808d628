import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { signOperatorToken } from "../secrets/sign-operator-token.ts";
import { readSettings } from "../settings/read-settings.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";

const HELP = `Usage: pnpm operator-token [--minutes N] [--port-base N] [--data DIR]

Prints an access token of an operator of the local stack, for \`Authorization: Bearer\` and for Convex.

  --minutes N     how long it is good, 1 to 1440, default 60
  --port-base N   the stack's, default SENDCAT_PORT_BASE or 3000
  --data DIR      the stack's, default SENDCAT_DATA_DIR or .sendcat
  -h, --help      this text`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    "port-base": { type: "string" },
    data: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) console.log(HELP);
else print();

function print(): void {
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1_440) {
    console.error(`--minutes must be a whole number from 1 to 1440.\n\n${HELP}`);
    process.exit(2);
  }
  const dotenv = join(REPO_ROOT, ".env");
  if (existsSync(dotenv)) process.loadEnvFile(dotenv);
  const portBase = values["port-base"] === undefined ? undefined : Number(values["port-base"]);
  const { dataDir, ports, signingKey } = readSettings("dev", process.env, { portBase, dataDir: values.data });
  const authority = {
    signingKey: signingKey ?? loadSecrets(dataDir).signingKey,
    issuer: process.env["SENDCAT_ISSUER"] || `http://127.0.0.1:${ports.web}`,
  };
  console.log(signOperatorToken(authority, minutes * 60));
}
