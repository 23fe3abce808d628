/** How long a mailed code works, minutes. The e-mail and the page both say so. */
export const SIGN_IN_CODE_MINUTES = 10;
