import { createOpenRouterSimulator, ODD_STREAMS, type OddReading } from "@sendcat/local-simulators";
import { afterAll, expect, it } from "vitest";
import { createAiSdkModel } from "../reference/create-ai-sdk-model.ts";
import { oddReading } from "../testing/odd-reading.ts";
import { eventsOf } from "../testing/reading-of.ts";
import { reasonOf } from "../testing/why-ours-is-meant.ts";

const REPORT = "../../../../docs/reports/odd-streams.md";
const MAX_CHARS = 120;

const simulator = await createOpenRouterSimulator();
afterAll(() => simulator.close());
const sdk = createAiSdkModel({ apiKey: "k", baseUrl: simulator.url });

it(
  "every odd stream that `streamText` reads otherwise is in the report, with the reason why our reading is meant",
  { timeout: 120_000 },
  async () => {
    const rows: { readonly reason: string; readonly row: string }[] = [];
    for (const { name, reads } of ODD_STREAMS) {
      const theirs = oddReading(await eventsOf(sdk, `[[sim:odd stream=${name}]]`));
      if (told(reads) === told(theirs)) continue;
      const reason = reasonOf(reads, theirs);
      if (reason === null) expect.fail(`why is our reading of ${name} meant? ${told(reads)}; theirs: ${told(theirs)}`);
      rows.push({ reason, row: `| ${name} | ${cell(told(reads))} | ${cell(told(theirs))} |` });
    }
    await expect(pageOf(rows)).toMatchFileSnapshot(REPORT);
  },
);

/** What both readers tell: `streamText` names no code for an error, and our reference does not ask it for pictures and pages. */
function told({ text = "", reasoning = "", calls = [], ends }: OddReading): string {
  return [
    reasoning.trim() === "" ? [] : `reasoning ${JSON.stringify(reasoning.trim())}`,
    text.trim() === "" ? [] : `text ${JSON.stringify(text.trim())}`,
    calls.map(([name, input]) => `call ${name}(${JSON.stringify(input)})`),
    ends.startsWith("error") ? "error" : ends,
  ]
    .flat()
    .join(", ");
}

function cell(words: string): string {
  const short = words.length > MAX_CHARS ? `${words.slice(0, MAX_CHARS / 2)} … ${words.slice(-MAX_CHARS / 2)}` : words;
  return `\`${short.replaceAll("|", "\\|").replaceAll("`", "'")}\``;
}

function pageOf(rows: readonly { readonly reason: string; readonly row: string }[]): string {
  const reasons = [...new Set(rows.map(({ reason }) => reason))].toSorted();
  const parts = reasons.map((reason) => {
    const own = rows.filter((one) => one.reason === reason).map(({ row }) => row);
    return `## ${reason} (${own.length})\n\n| stream | Sendcat reads | \`streamText\` reads |\n| --- | --- | --- |\n${own.join("\n")}\n`;
  });
  return `# Odd streams beside the AI SDK

Of the ${ODD_STREAMS.length} streams in packages/local/simulators/src/openrouter/odd-streams, ${ODD_STREAMS.length - rows.length} are read alike by Sendcat and by \`streamText\` with OpenRouter's provider. The other ${rows.length} are here, each under the reason why Sendcat's reading is meant. Made and checked by \`oracle/odd-streams-report.test.ts\`; \`npx -y pnpm@12 unit packages/openrouter/src/oracle/odd-streams-report.test.ts -u\` rewrites it.

${parts.join("\n")}`;
}
