import { readFileSync, writeFileSync } from "node:fs";
import { command } from "@sendcat/command-line";
import { DEFAULT_POLICY, openApiDocument } from "@sendcat/shared-types";
import { breakingChanges } from "./breaking-changes.ts";
import { asOpenApi, type OpenApi } from "./open-api.ts";
import { RELEASED } from "./released.ts";

command(
  "pnpm api:release",
  "Writes docs/api/released.json, the OpenAPI document that later ones are compared with. Refuses a change that breaks clients of the released version, unless the version has been raised.",
).parse();

// safe because this command wrote it
const released = JSON.parse(readFileSync(RELEASED, "utf8")) as OpenApi;
const current = asOpenApi(openApiDocument(DEFAULT_POLICY));
const broken = released.info.version === current.info.version ? breakingChanges(released, current) : [];
for (const change of broken) console.error(change);
if (broken.length > 0) {
  console.error("These changes break clients. Raise API_VERSION, or take them back.");
  process.exitCode = 1;
} else {
  writeFileSync(RELEASED, `${JSON.stringify(current, null, 2)}\n`);
  console.log(`Written: version ${current.info.version}.`);
}
