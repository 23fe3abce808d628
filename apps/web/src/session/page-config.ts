import type { BotChecked } from "@sendcat/shared-types";

/** What the server tells the page at request time, so that one build serves every deployment. */
export interface PageConfig {
  readonly convexUrl: string;
  /** Base URL that chats stream from; empty for this origin. */
  readonly streamBaseUrl: string;
  /** The requests to which Vercel's BotID adds its challenge; none where it is off. */
  readonly botChecked: readonly BotChecked[];
}
