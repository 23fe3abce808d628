import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackProcesses } from "@sendcat/local-stack";
import type { Contender } from "../contender.ts";
import { startServer } from "./start-process.ts";

/** nginx's `proxy_pass` without buffering, one worker per core; null where it is not installed. */
export async function startNginx(
  processes: StackProcesses,
  options: { readonly port: number; readonly provider: string; readonly folder: string },
): Promise<Contender | null> {
  const version = versionOf();
  if (version === null) return null;
  const { port, provider, folder } = options;
  mkdirSync(join(folder, "temp"), { recursive: true });
  const { host, pathname } = new URL(provider);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/temp;`);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/nginx.pid; error_log stderr crit; worker_processes auto; worker_rlimit_nofile 65536;
events { worker_connections 16384; }
http {
  access_log off; ${paths.join(" ")}
  upstream provider { server ${host}; keepalive 512; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = / { return 204; }
    location / {
      proxy_pass http://provider${pathname}/; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_buffering off; proxy_read_timeout 300s;
    }
  }
}
`,
  );
  const script = `require("node:child_process").spawn("nginx", ["-c", ${JSON.stringify(join(folder, "nginx.conf"))}], { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1))`;
  const groupId = await startServer(
    processes,
    { name: "nginx", args: ["-e", script], cwd: folder, env: process.env },
    { url: `http://127.0.0.1:${port}/`, status: 204 },
  );
  return {
    name: `nginx ${version}, proxy_pass`,
    url: `http://127.0.0.1:${port}/chat/completions`,
    speaks: "chat-completions",
    headers: { authorization: "Bearer sk-or-v1-simulator" },
    groupId,
  };
}

function versionOf(): string | null {
  // The version goes to standard error.
  const { status, stderr } = spawnSync("nginx", ["-v"], { encoding: "utf8" });
  return status === 0 ? (/nginx\/([\d.]+)/.exec(stderr)?.[1] ?? "") : null;
}
