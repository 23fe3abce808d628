import { API_VERSION_HEADER, OLDEST_API_VERSION, type Refusal } from "@sendcat/shared-types";

/** Refuses clients of a version that is no longer answered. One that names none is answered: other people's tools need not. */
export function checkVersion(request: Request, oldest: number = OLDEST_API_VERSION): Refusal | null {
  const version = request.headers.get(API_VERSION_HEADER);
  if (version === null || !/^\d{1,6}$/.test(version)) return null;
  return Number(version) < oldest ? { code: "client_outdated" } : null;
}
