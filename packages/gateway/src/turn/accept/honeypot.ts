import type { Refusal } from "@sendcat/shared-types";

/** A field was filled in that no person sees. */
export const HONEYPOT_REFUSAL: Refusal = { code: "blocked", scope: "bot.honeypot" };
