/** Extended by `renewSession`, so that a monthly visitor stays signed in. */
export const SESSION_SECONDS = 30 * 86_400;
export const CODE_ATTEMPTS = 5;
