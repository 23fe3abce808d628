import { describe, expect, it } from "vitest";
import { madeUpPage } from "../testing/made-up.ts";
import { unknownRoutes } from "./routes.ts";

const routes = [
  { method: "GET", path: "/api/threads/{threadId}/messages" },
  { method: "POST", path: "/api/account/code" },
] as const;
const unknown = (markdown: string) => unknownRoutes(madeUpPage(markdown), routes).map(({ says }) => says);

describe("a route in a document", () => {
  it("passes if the route table has it, with any name for an id, or with `*` for all routes below a path", () => {
    expect(
      unknown("`GET /api/threads/{id}/messages?cursor` `/api/account/code` `/api/account/*` `apps/web/src/app/api`"),
    ).toEqual([]);
    expect(unknown('```sh\ncurl "$SENDCAT_ORIGIN/api/threads/7/messages"\n```')).toEqual([]);
  });

  it("is reported when the API has no such route or method", () => {
    expect(unknown("`/api/gone` `POST /api/threads/{id}/messages`")).toEqual([
      "the API has no route /api/gone",
      "the API has no route POST /api/threads/{id}/messages",
    ]);
    expect(unknown('```sh\ncurl "$SENDCAT_ORIGIN/api/gone"\n```')).toEqual([
      "the API has no route $SENDCAT_ORIGIN/api/gone",
    ]);
  });
});
