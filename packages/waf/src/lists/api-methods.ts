export interface ApiMethods {
  /** A regular expression for the path, without its anchors. */
  readonly path: string;
  readonly methods: readonly string[];
}

/** The writing routes of the HTTP API and what they take. Whatever else is under `/api/` is read only. */
export const API_METHODS: readonly ApiMethods[] = [
  { path: "/api/chat", methods: ["POST", "OPTIONS"] },
  { path: "/api/chat/[^/]+/stop", methods: ["POST", "OPTIONS"] },
  { path: "/api/session", methods: ["POST", "OPTIONS"] },
  { path: "/api/webhooks/[^/]+", methods: ["POST"] },
];

export const READ_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];
