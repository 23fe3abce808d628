import { SECRET_NAMES } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

const left = (names: readonly string[]) =>
  Object.keys(withoutSecrets(Object.fromEntries(names.map((name) => [name, "x"]))));

it("gives processes no secret unless they read it: not the product's, and not another program's", () => {
  expect(SECRET_NAMES).toContain("SENDCAT_ALERT_WEBHOOK_URL");
  expect(left(SECRET_NAMES)).toEqual([]);
  const shell = ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "PGPASSWORD_OF_NOBODY", "DB_PASSWORD", "npm_token", "HOME"];
  expect(left(shell)).toEqual(["PGPASSWORD_OF_NOBODY", "HOME"]);
  expect(left(["PATH", "SENDCAT_STREAM_WORKERS"])).toEqual(["PATH", "SENDCAT_STREAM_WORKERS"]);
});
