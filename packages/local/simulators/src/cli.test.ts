import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { simulators } from "./cli-options.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

describe("the command", () => {
  it("says where it listens, answers, and stops when told to, with or without open streams", async () => {
    const child = spawn(
      process.execPath,
      [
        CLI,
        "--openrouter-port",
        "0",
        "--fireworks-port",
        "0",
        "--search-port",
        "0",
        "--mail-port",
        "0",
        "--payments-port",
        "0",
        "--sign-in-port",
        "0",
      ],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const exited = once(child, "exit");
    try {
      // safe because a pipe without an encoding yields buffers
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      const url =
        /^simulators: OpenRouter on (http:\/\/127\.0\.0\.1:\d+\/api\/v1), Fireworks on \S+, searches on \S+, letters on \S+, Stripe on \S+, an OpenID provider on \S+\n$/.exec(
          line.toString(),
        )?.[1];
      const stream = await fetch(`${url}/chat/completions`, {
        method: "POST",
        headers: { authorization: "Bearer k" },
        body: JSON.stringify({ model: "sim/shop", stream: true, messages: [{ role: "user", content: "phone" }] }),
      });
      expect(stream.status).toBe(200);
      child.kill("SIGTERM");
      expect(await exited).toEqual([0, null]);
      await expect(stream.text()).rejects.toThrow();
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("takes the pace from options before the environment", () => {
    vi.stubEnv("SENDCAT_SIM_TTFT_MS", "5");
    vi.stubEnv("SENDCAT_SIM_TOKENS_PER_SECOND", "6");
    expect(simulators.parse(["--ttft-ms", "7"], { from: "user" }).opts()).toMatchObject({
      ttftMs: 7,
      tokensPerSecond: 6,
    });
    vi.unstubAllEnvs();
  });

  it.each<[readonly string[], NodeJS.ProcessEnv, number, string]>([
    [["--help"], {}, 0, "--sign-in-port"],
    [["--openrouter-port", "70000"], {}, 2, "--openrouter-port"],
    [[], { SENDCAT_SIM_TTFT_MS: "fast" }, 2, "--ttft-ms"],
    [[], { SENDCAT_SIM_WEBHOOK_URL: "nowhere", SENDCAT_SIM_WEBHOOK_SECRET: "s" }, 2, "SENDCAT_SIM_WEBHOOK_URL"],
    [["--only", "moon"], {}, 2, "--only"],
    [["--port", "1"], {}, 2, "--port"],
  ])("answers %j with %j by exit code %i, naming %s", (args, env, code, says) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
    expect(status).toBe(code);
    expect(code === 0 ? stdout : stderr).toContain(says);
  });
});
