import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { StackError } from "../stack/stack-error.ts";
import { REPO_ROOT } from "./repo-root.ts";

/** The policy file's text. Throws a StackError when it cannot be read or is not JSON. */
export function readPolicyFile(file: string): string {
  const path = resolve(REPO_ROOT, file);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new StackError(`SENDCAT_POLICY_FILE: ${path} cannot be read.`);
  }
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new StackError(`SENDCAT_POLICY_FILE: ${path} is not JSON.`);
  }
}
