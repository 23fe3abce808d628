import type { z } from "zod";
import type { API_CALLERS, ApiRoute } from "./api-route.ts";
import type { API_ROUTES } from "./api-routes.ts";

type Routes = (typeof API_ROUTES)[number];
type NameOf<Route> = Route extends ApiRoute ? `${Route["method"]} ${Route["path"]}` : never;
/** A route by its method and path, `POST /api/chat`. */
export type ApiRouteName = NameOf<Routes>;

/** The row of a route. */
export type ApiRouteOf<Name extends ApiRouteName> = { readonly [Route in Routes as NameOf<Route>]: Route }[Name];

type ParamIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamIn<Rest> : never;
type JsonIn<Answer> = Answer extends { readonly schema: infer Schema extends z.ZodType } ? z.input<Schema> : never;
type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

/** The names of the segments in braces of a route's path. */
export type RouteParam<Name extends ApiRouteName> = ParamIn<ApiRouteOf<Name>["path"]>;

/** The JSON body of a route, parsed; null where none is read. */
export type RouteBody<Name extends ApiRouteName> =
  ApiRouteOf<Name> extends { readonly body: { readonly schema: infer Schema extends z.ZodType } }
    ? z.output<Schema>
    : null;

/** The search parameters of a route, parsed; null where none are read. */
export type RouteQuery<Name extends ApiRouteName> =
  ApiRouteOf<Name> extends { readonly query: infer Schema extends z.ZodType } ? z.output<Schema> : null;

/** What a route may answer as JSON, with any status. */
export type RouteJson<Name extends ApiRouteName> = DeepReadonly<
  JsonIn<ApiRouteOf<Name>["answers"][keyof ApiRouteOf<Name>["answers"]]>
>;

/** The routes that ask a host's bot check. */
export type BotCheckedRoute = {
  readonly [Name in ApiRouteName]: ApiRouteOf<Name> extends { readonly botCheck: true } ? Name : never;
}[ApiRouteName];

/** Whether a route knows its caller. */
export type RouteHasCaller<Name extends ApiRouteName> = (typeof API_CALLERS)[ApiRouteOf<Name>["caller"]]["needsToken"];
