import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseCliOptions } from "./cli-options.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

describe("the command", () => {
  it("says where it listens, answers, and ends when told to, streams or not", async () => {
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

  it("takes the pace from options before the environment, and refuses nonsense", () => {
    const env = { SENDCAT_SIM_TTFT_MS: "5", SENDCAT_SIM_TOKENS_PER_SECOND: "6" };
    expect(parseCliOptions(["--ttft-ms", "7"], env)?.pace).toEqual({ ttftMs: 7, tokensPerSecond: 6 });
    expect(parseCliOptions(["--help"], {})).toBeNull();
    expect(() => parseCliOptions(["--openrouter-port", "70000"], {})).toThrow("--openrouter-port");
    expect(() => parseCliOptions([], { SENDCAT_SIM_TTFT_MS: "fast" })).toThrow("--ttft-ms");
    expect(() => parseCliOptions(["--port", "1"], {})).toThrow();
  });
});
