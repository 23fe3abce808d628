import { respondJson, serve, type Served } from "../serve.ts";

/** A database as Upstash's list has it: these are the fields of its developer API's OpenAPI document that tell settings. */
export interface UpstashDatabase {
  readonly endpoint: string;
  readonly type: "free" | "payg" | "pro" | "paid";
  readonly primary_region: string;
  readonly eviction: boolean;
  readonly db_eviction: boolean;
  readonly db_max_commands_per_second: number;
  readonly db_request_limit: number;
}

export interface UpstashAccountSimulator extends Served {
  /** Changes the account's only database. */
  set(change: Partial<UpstashDatabase>): void;
}

/** `GET /v2/redis/databases` of Upstash's developer API, with HTTP basic authentication, for an account with one database. */
export async function createUpstashAccountSimulator(options: {
  readonly email: string;
  readonly apiKey: string;
  readonly endpoint: string;
}): Promise<UpstashAccountSimulator> {
  let database: UpstashDatabase = {
    endpoint: options.endpoint,
    type: "payg",
    primary_region: "us-east-1",
    eviction: false,
    db_eviction: false,
    db_max_commands_per_second: 10_000,
    db_request_limit: 9_223_372_036_854_775_000,
  };
  const login = `Basic ${Buffer.from(`${options.email}:${options.apiKey}`).toString("base64")}`;
  const served = await serve({ name: "upstash account" }, async ({ method, url, headers }, response) => {
    if (headers.authorization !== login) return respondJson(response, 401, { error: "Unauthorized" });
    if (`${method} ${url}` !== "GET /v2/redis/databases") return respondJson(response, 404, { error: "Not found" });
    respondJson(response, 200, [{ database_id: "db-1", database_name: "sendcat", region: "global", ...database }]);
  });
  return { ...served, set: (change) => void (database = { ...database, ...change }) };
}
