import vm from "node:vm";
import { ModuleLoader } from "../runtime/module-loader.ts";

/** Prints by how many bytes the heap grows when 12 more programs are loaded and left. Needs `--expose-gc --experimental-vm-modules`. */
const PROGRAMS = 12;

/** Different in each program, as pushed code is. */
function sourceOf(program: number): string {
  const functions = Array.from({ length: 10_000 }, (_, n) => `() => ${n}`);
  return `export const program = ${program}; export const functions = [${functions.join(", ")}];`;
}

async function heapAfter(first: number): Promise<number> {
  for (let program = first; program < first + PROGRAMS; program++) {
    await new ModuleLoader(vm.createContext(), () => sourceOf(program)).load("app.js");
    // Contexts are let go of between tasks.
    await new Promise(setImmediate);
  }
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const before = await heapAfter(0);
process.stdout.write(String((await heapAfter(PROGRAMS)) - before));
