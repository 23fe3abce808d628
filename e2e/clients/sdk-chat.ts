import { Chat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";

/** A chat with the AI SDK alone. In React: `useChat({ chat: openChat(...) })`, or `useChat({ id, transport })`. */
export function openChat(origin: string, token: string, saved: { id?: string; messages?: UIMessage[] } = {}) {
  const headers = { authorization: `Bearer ${token}` };
  return new Chat({ ...saved, transport: new DefaultChatTransport({ api: `${origin}/api/chat`, headers }) });
}
