/** Request id, answered on every response and carried through every log line. */
export const REQUEST_ID_HEADER = "x-request-id";
/** Present, with the dependency's name, when an answer was made without one that should have been there. */
export const DEGRADED_HEADER = "x-sendcat-degraded";
/** The turn a chat response belongs to. */
export const TURN_ID_HEADER = "x-sendcat-turn";
