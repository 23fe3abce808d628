import { expect, it } from "vitest";
import { readEnv } from "./env.ts";

const env = { VERCEL_TOKEN: "tok_secret", VERCEL_PROJECT_ID: "prj_1" };

it("goes to Vercel, as a person, unless told otherwise", () => {
  const expected = { token: "tok_secret", projectId: "prj_1", teamId: null, apiUrl: "https://api.vercel.com" };
  expect(readEnv(env)).toEqual(expected);
  expect(readEnv({ ...env, VERCEL_TEAM_ID: "team_1" }).teamId).toBe("team_1");
});

it.each([
  ["VERCEL_TOKEN is not set", { VERCEL_TOKEN: "" }],
  ["VERCEL_TOKEN has characters", { VERCEL_TOKEN: "tok_secret\ntok_other" }],
  ["VERCEL_PROJECT_ID is not set", { VERCEL_PROJECT_ID: undefined }],
  ["VERCEL_API_URL", { VERCEL_API_URL: "cat" }],
  ["VERCEL_API_URL", { VERCEL_API_URL: "file:///etc" }],
])("says what is wrong and never repeats a secret: %s", (said, change) => {
  const read = () => readEnv({ ...env, ...change });
  expect(read).toThrow(said);
  expect(read).not.toThrow("tok_");
});
