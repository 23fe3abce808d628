/** The version of the HTTP API. Within a version there are only additions: what a client of it reads and sends stays as it is. */
export const API_VERSION = 1;
/** The oldest version that is still answered: installed apps may be weeks old. */
export const OLDEST_API_VERSION = 1;
