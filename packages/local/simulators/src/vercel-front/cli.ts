#!/usr/bin/env node
import { readFileSync } from "node:fs";
import process from "node:process";
import { command, Option, origin, wholeNumber } from "@sendcat/command-line";
import { createVercelFirewallSimulator } from "../vercel-firewall/create-vercel-firewall-simulator.ts";
import { recordAnswer } from "./answer-record.ts";
import { createVercelFront } from "./create-vercel-front.ts";
import { readEdgeFunctions } from "./read-edge-functions.ts";

const port = <Flags extends string>(flags: Flags, of: string) =>
  wholeNumber(flags, `port of ${of}; 0 picks a free one`, { from: 0, to: 65_535 }).default(0);

const cli = command(
  "node packages/local/simulators/src/vercel-front/cli.ts",
  "Stands before a web app as Vercel does, with a firewall that `pnpm waf` can publish to.",
)
  .addOption(origin("--target <origin>", "where the app listens").makeOptionMandatory())
  .requiredOption("--vercel-json <file>", "the project's vercel.json")
  .addOption(
    new Option("--answers <file>", "where answers of the API are recorded, a line of JSON each").env(
      "SENDCAT_FRONT_ANSWERS",
    ),
  )
  .option("--build <folder>", "the app's build, which says what runs on the edge; without it everything runs on Node")
  .addOption(port("--port <n>", "the front"))
  .addOption(port("--firewall-port <n>", "the firewall's API"))
  .addHelpText("after", "\nEnvironment: VERCEL_TOKEN and VERCEL_PROJECT_ID, which the firewall's API asks for.")
  .parse();
const { target, vercelJson, build, answers, ...ports } = cli.opts();

const token = process.env["VERCEL_TOKEN"] || cli.error("error: VERCEL_TOKEN is not set.");
const projectId = process.env["VERCEL_PROJECT_ID"] || cli.error("error: VERCEL_PROJECT_ID is not set.");
const firewall = await createVercelFirewallSimulator({ token, projectId, port: ports.firewallPort });
const front = await createVercelFront({
  target,
  vercelJson: readVercelJson(vercelJson),
  firewall: firewall.config,
  edgeFunctions: build === undefined ? [] : readEdgeFunctions(build),
  port: ports.port,
  onAnswer({ method, rawPath: path }, reply) {
    if (answers && /^\/(api|\.well-known)\//.test(path)) recordAnswer(answers, { method, path }, reply);
  },
  onMatch: ({ rule, action }, { method, rawPath }) => console.log(`${action} ${method} ${rawPath}: ${rule}`),
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void Promise.all([front.close(), firewall.close()]).then(() => process.exit(0)));
console.log(`front: ${front.origin} before ${target}, firewall API on ${firewall.url}`);

function readVercelJson(file: string): object {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof json === "object" && json !== null) return json;
  } catch (error) {
    cli.error(`error: ${file} cannot be read: ${String(error)}`);
  }
  return cli.error(`error: ${file} has no object.`);
}
