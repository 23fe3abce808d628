/** Renewed by `renewSession`, so that who comes once a month stays signed in. */
export const SESSION_SECONDS = 30 * 86_400;
/** What the letter says as well. */
export const CODE_MINUTES = 10;
export const CODE_ATTEMPTS = 5;
