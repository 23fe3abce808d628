import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE_DIRECTORY = join(import.meta.dirname, "../..");
const FIXTURE_DIRECTORY = join(PACKAGE_DIRECTORY, "fixtures/app");
const run = promisify(execFile);
const CLI_TIMEOUT_MS = 180_000;

export const TEST_ADMIN_KEY = "test-admin-key";

/** A copy of the fixture app that a test may push, change and push again. */
export class FixtureApp {
  readonly directory: string;
  readonly dataDirectory: string;

  private constructor(directory: string) {
    this.directory = directory;
    this.dataDirectory = join(directory, "data");
  }

  static async create(): Promise<FixtureApp> {
    const app = await FixtureApp.copyOf(FIXTURE_DIRECTORY);
    await symlink(join(PACKAGE_DIRECTORY, "node_modules"), join(app.directory, "node_modules"));
    return app;
  }

  static async copyOf(source: string): Promise<FixtureApp> {
    const directory = await mkdtemp(join(tmpdir(), "convex-local-"));
    await cp(source, directory, { recursive: true });
    return new FixtureApp(directory);
  }

  /** Runs the official CLI against a deployment. @throws Error with its output when it fails */
  async cli(url: string, ...args: string[]): Promise<string> {
    const main = join(this.directory, "node_modules/convex/bin/main.js");
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
    const { stdout } = await run(process.execPath, [main, ...args], {
      cwd: this.directory,
      timeout: CLI_TIMEOUT_MS,
      env: {
        PATH,
        HOME,
        NODE_COMPILE_CACHE,
        // Without it the CLI reports failures to its vendor, and hangs without a network.
        CI: "1",
        CONVEX_SELF_HOSTED_URL: url,
        CONVEX_SELF_HOSTED_ADMIN_KEY: TEST_ADMIN_KEY,
      },
    });
    return stdout;
  }

  push(url: string): Promise<string> {
    return this.cli(url, "dev", "--once", "--typecheck", "disable");
  }

  async write(path: string, content: string): Promise<void> {
    await writeFile(join(this.directory, path), content);
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
