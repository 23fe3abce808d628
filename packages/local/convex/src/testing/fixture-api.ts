import { anyApi, type FunctionReference } from "convex/server";

type Queries<Name extends string> = Record<Name, FunctionReference<"query">>;
type Mutations<Name extends string> = Record<Name, FunctionReference<"mutation">>;
type Actions<Name extends string> = Record<Name, FunctionReference<"action">>;

/** The functions of the fixture app. */
interface FixtureApi {
  readonly ai: Actions<"ask">;
  readonly crash: Mutations<"write"> & Queries<"unfinished">;
  readonly counters: Queries<"get"> & Mutations<"incr">;
  readonly differential: Mutations<"write"> & Queries<"read">;
  readonly environment: Queries<"look" | "fetchInQuery" | "secret" | "whoami" | "returnCut"> &
    Mutations<"write" | "countRuns" | "writeCut"> &
    Actions<"runtime">;
  readonly files: Mutations<"uploadUrl" | "remove"> & Queries<"url"> & Actions<"roundTrip">;
  readonly hangs: Queries<"queryNeverResolves" | "queryAwaitsForever" | "queryLoops" | "queryGrows"> &
    Mutations<"mutationNeverResolves" | "mutationSpins">;
  readonly messages: Queries<"list" | "range" | "page" | "filtered" | "search" | "searchPage" | "large" | "nothing"> &
    Mutations<"send" | "edit" | "remove" | "renumber">;
  readonly nesting: Mutations<"boom" | "plainError" | "caught" | "siblings" | "recurse">;
  readonly pool: Mutations<"limited" | "enqueue">;
  readonly scheduling: Mutations<"later" | "start" | "scheduleAndFail" | "cancel"> &
    Queries<"state"> &
    Actions<"fromAction">;
}

// safe because anyApi answers a reference for every name, and the deployment checks that it exists.
export const api = anyApi as unknown as FixtureApi;
