import { ENDINGS } from "./ending.ts";

/** streaming -> one of the endings. */
export const MESSAGE_STATUSES = ["streaming", ...ENDINGS] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
