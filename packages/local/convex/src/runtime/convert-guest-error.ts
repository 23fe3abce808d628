import type { EncodedValue } from "../values/encoded-value.ts";
import { FunctionError } from "./function-error.ts";

const CONVEX_ERROR_MARK = Symbol.for("ConvexError");
const MAX_FRAMES = 8;

/** The error of application code, as its caller sees it: `Uncaught Error: message` and stack, or ConvexError data. */
export function convertGuestError(thrown: unknown): FunctionError {
  if (thrown instanceof FunctionError) return thrown;
  if (typeof thrown !== "object" || thrown === null) {
    return new FunctionError(`Uncaught ${String(thrown)}`);
  }
  if (CONVEX_ERROR_MARK in thrown && "data" in thrown && typeof thrown.data === "string") {
    // safe because the `convex` package encodes the data of a ConvexError before it leaves the function.
    const data = JSON.parse(thrown.data) as EncodedValue;
    return new FunctionError(`Uncaught ConvexError: ${thrown.data}${framesOf(thrown)}`, data);
  }
  const name = "name" in thrown && typeof thrown.name === "string" ? thrown.name : "Error";
  const message = "message" in thrown ? String(thrown.message) : "";
  return new FunctionError(`Uncaught ${name}: ${message}${framesOf(thrown)}`);
}

/** The stack lines of application code. */
function framesOf(thrown: object): string {
  if (!("stack" in thrown) || typeof thrown.stack !== "string") return "";
  const frames = thrown.stack
    .split("\n")
    .filter((line) => line.includes("convex:/") && !line.includes("convex:/_deps/"))
    .slice(0, MAX_FRAMES)
    .map((line) => `    ${line.trim().replace("convex:/", "../convex/")}`);
  return frames.length === 0 ? "" : `\n${frames.join("\n")}`;
}
