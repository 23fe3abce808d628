/** Request id, answered on every response and carried through every log line. */
export const REQUEST_ID_HEADER = "x-request-id";
/** Present, with the dependency's name, when an answer was made without one that should have been there. */
export const DEGRADED_HEADER = "x-sendcat-degraded";
/** The turn a chat response belongs to. */
export const TURN_ID_HEADER = "x-sendcat-turn";
/** The API version that a client was written for, on requests; ours, on every response. */
export const API_VERSION_HEADER = "x-sendcat-api";
/** The name of an uploaded file, percent-encoded UTF-8. */
export const FILE_NAME_HEADER = "x-file-name";
