import type { ApiRoute } from "./api-route.ts";
import { API_ROUTES } from "./api-routes.ts";

export type BotChecked = Pick<ApiRoute, "method" | "path">;

/** The requests to which the page adds the challenge of a bot check: those for which the gateway asks it. */
export const BOT_CHECKED_ROUTES: readonly BotChecked[] = API_ROUTES.filter((route) => "botCheck" in route).map(
  ({ method, path }) => ({ method, path }),
);
