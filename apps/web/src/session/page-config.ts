/** What the server tells the page at request time, so that one build serves every deployment. */
export interface PageConfig {
  readonly convexUrl: string;
  /** Base URL that chats stream from; empty for this origin. */
  readonly streamBaseUrl: string;
  /** Whether Vercel's BotID checks the request for a session. */
  readonly asksBotId: boolean;
}
