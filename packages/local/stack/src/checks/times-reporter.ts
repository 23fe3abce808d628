import { readFileSync, writeFileSync } from "node:fs";
import { JsonReporter, type TestModule, type Vitest } from "vitest/node";

interface JsonReport {
  readonly testResults: readonly { readonly name: string }[];
}

/** Vitest's JSON report, with each file's duration including hooks as `tookMs`; the plain report leaves the hooks out. */
export default class TimesReporter extends JsonReporter {
  #path: string | undefined;

  override onInit(vitest: Vitest): void {
    super.onInit(vitest);
    const { outputFile } = vitest.config;
    this.#path = typeof outputFile === "object" ? outputFile["json"] : outputFile;
  }

  override async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    await super.onTestRunEnd(modules);
    if (this.#path === undefined) return;
    const took = new Map(
      modules.map((module) => {
        const { duration, collectDuration, setupDuration } = module.diagnostic();
        return [module.moduleId, duration + collectDuration + setupDuration];
      }),
    );
    // safe because vitest has just written it
    const report = JSON.parse(readFileSync(this.#path, "utf8")) as JsonReport;
    const testResults = report.testResults.map((file) => ({ ...file, tookMs: took.get(file.name) }));
    writeFileSync(this.#path, JSON.stringify({ ...report, testResults }));
  }
}
