import { AsyncLocalStorage } from "node:async_hooks";
import type { FunctionContext } from "./function-context.ts";

/** The function on whose behalf code is running right now; null while modules are being loaded. */
export const currentContext = new AsyncLocalStorage<FunctionContext | null>();
