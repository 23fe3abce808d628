import type { Refusal } from "@sendcat/shared-types";

/** The refusal when the hidden honeypot field was filled in: users cannot see it, so a program did. */
export const HONEYPOT_REFUSAL: Refusal = { code: "blocked", scope: "bot.honeypot" };
