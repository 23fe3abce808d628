import { anyApi, type FunctionReference } from "convex/server";

type Queries<Name extends string> = Record<Name, FunctionReference<"query">>;
type Mutations<Name extends string> = Record<Name, FunctionReference<"mutation">>;
type Actions<Name extends string> = Record<Name, FunctionReference<"action">>;

/** The functions of the fixture app. */
interface FixtureApi {
  ai: Actions<"ask">;
  crash: Mutations<"write"> & Queries<"unfinished">;
  counters: Queries<"get"> & Mutations<"incr">;
  differential: Mutations<"write"> & Queries<"read">;
  environment: Queries<"look" | "fetchInQuery" | "secret" | "whoami"> &
    Mutations<"write" | "countRuns"> &
    Actions<"runtime">;
  files: Mutations<"uploadUrl" | "remove"> & Queries<"url"> & Actions<"roundTrip">;
  hangs: Queries<"queryNeverResolves" | "queryAwaitsForever" | "queryLoops" | "queryGrows"> &
    Mutations<"mutationNeverResolves" | "mutationSpins">;
  messages: Queries<"list" | "range" | "page" | "filtered" | "search" | "searchPage" | "large" | "nothing"> &
    Mutations<"send" | "edit" | "remove" | "renumber">;
  nesting: Mutations<"boom" | "plainError" | "caught" | "siblings" | "recurse">;
  pool: Mutations<"limited" | "enqueue">;
  scheduling: Mutations<"later" | "start" | "scheduleAndFail" | "cancel"> & Queries<"state"> & Actions<"fromAction">;
}

// Safe because anyApi answers a reference for every name, and the deployment checks that it exists.
export const api = anyApi as unknown as FixtureApi;
