import { API_VERSION_HEADER, OLDEST_API_VERSION, type Refusal } from "@sendcat/shared-types";

/** Refuses clients whose version is no longer answered. A client that sends no version is answered. */
export function checkVersion(request: Request, oldest: number = OLDEST_API_VERSION): Refusal | null {
  const version = request.headers.get(API_VERSION_HEADER);
  if (version === null || !/^\d{1,6}$/.test(version)) return null;
  return Number(version) < oldest ? { code: "client_outdated" } : null;
}
