import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

function example(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const file = join(import.meta.dirname, "fixtures/example.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
  });
  return { status, stdout, stderr };
}
const given = (args: readonly string[], env?: Readonly<Record<string, string>>): unknown =>
  JSON.parse(example(args, env).stdout);

describe("a command", () => {
  it("generates its help from its options: description, limits, default and variable of each", () => {
    const { status, stdout, stderr } = example(["--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Usage: pnpm example [options]");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "--port <n> first port, 1024 to 65000 (default: 3000, env: EXAMPLE_PORT)",
    );
    expect(stdout).toContain("-h, --help");
  });

  it("prefers an option to the environment, and the environment to the default", () => {
    expect(given([])).toEqual({ port: 3_000, open: [1, 2] });
    expect(given([], { EXAMPLE_PORT: "4000" })).toEqual({ port: 4_000, open: [1, 2] });
    expect(given([], { EXAMPLE_PORT: "" })).toEqual({ port: 3_000, open: [1, 2] });
    expect(given(["--port=5000", "--open", "3,4", "--rate", "0.5"], { EXAMPLE_PORT: "4000" })).toEqual({
      port: 5_000,
      open: [3, 4],
      rate: 0.5,
    });
    expect(given(["--url", "https://App.example:443/"])).toMatchObject({ url: "https://app.example" });
  });

  it.each<[readonly string[], string, Readonly<Record<string, string>>?]>([
    [
      ["--port", "many"],
      "option '--port <n>' argument 'many' is invalid. It must be a whole number from 1024 to 65000.",
    ],
    [["--port", "80"], "'--port <n>' argument '80'"],
    [["--port", "3000.5"], "'--port <n>' argument '3000.5'"],
    [["--port", ""], "'--port <n>' argument ''"],
    [["--port"], "'--port <n>' argument missing"],
    [[], "'--port <n>' value '80' from env 'EXAMPLE_PORT' is invalid", { EXAMPLE_PORT: "80" }],
    [["--open", "1,,2"], "'--open <a,b>' argument '1,,2'"],
    [["--rate", "1.5"], "It must be a number from 0 to 1."],
    [["--url", "app.example"], "It must be an http or https address without a path, such as https://app.example."],
    [["--url", "ftp://app.example"], "'--url <origin>' argument 'ftp://app.example'"],
    [["--url", "https://app.example/plans"], "'--url <origin>' argument 'https://app.example/plans'"],
    [["--url", "https://me@app.example"], "'--url <origin>' argument 'https://me@app.example'"],
    [["--host", "moon"], "Allowed choices are edge, stream."],
    [["--nonsense"], "unknown option '--nonsense'"],
    [["extra"], "too many arguments"],
  ])("refuses %j with the name of the wrong option, and does nothing", (args, says, env = {}) => {
    const { status, stdout, stderr } = example(args, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).toContain("Run pnpm example --help for usage.");
  });
});
