import { AsyncLocalStorage } from "node:async_hooks";
import type { FunctionContext } from "./function-context.ts";

/** The function that is running; null while modules load. */
export const currentContext = new AsyncLocalStorage<FunctionContext | null>();
