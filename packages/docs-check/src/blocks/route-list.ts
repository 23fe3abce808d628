import { API_ROUTES } from "@sendcat/shared-types";

export function routeList(): string {
  return API_ROUTES.map(({ method, path }) => `\`${method} ${path}\``).join(" · ");
}
