/** The project of vitest.config.ts whose files use the stack that global-setup.ts starts. */
export const SHARED_STACK = "shared stack";
