/**
 * The core's schema and public functions, as a short hash: which release of the core this code works with. `convex/coreContract.test.ts`
 * computes it from the core and says the new one when they differ.
 */
export const CORE_CONTRACT = "a6561ca7";
