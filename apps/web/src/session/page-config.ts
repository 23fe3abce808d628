/** What the server tells the page, at request time: one build serves every deployment. */
export interface PageConfig {
  readonly convexUrl: string;
  /** Where chats stream from; empty for this origin. */
  readonly streamBaseUrl: string;
  /** Vercel's BotID is to watch the request for a session. */
  readonly asksBotId: boolean;
}
