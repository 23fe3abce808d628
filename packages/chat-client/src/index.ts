export { ChatRefusal, refusalFromResponse } from "./chat-refusal.ts";
export { ChatDisconnected } from "./chat-disconnected.ts";
export { globalConnectivity, type Connectivity } from "./connectivity.ts";
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.ts";
export { createSession, type Session, type SessionOptions, type SessionUser } from "./session.ts";
export { createChatTransport, type ChatTransportOptions, type SendcatTransport } from "./chat-transport.ts";
export { apiFetch } from "./with-api-version.ts";
export { type ConnectionState } from "./turn-stream.ts";
