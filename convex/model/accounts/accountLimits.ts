/** Extended by `renewSession`, so that a monthly visitor stays signed in. */
export const SESSION_SECONDS = 30 * 86_400;
/** Also stated in the email. */
export const CODE_MINUTES = 10;
export const CODE_ATTEMPTS = 5;
