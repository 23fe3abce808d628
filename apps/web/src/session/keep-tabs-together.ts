import type { Session } from "@sendcat/chat-client";
import { forgetDevice } from "./forget-device.ts";

const CHANNEL = "sendcat-session";

/**
 * Signing in or out in one tab does so in all: they share the session's cookie, so the other tabs ask for their user again. Every tab forgets an
 * account whose session has ended, for whatever reason.
 */
export function keepTabsTogether(session: Session): void {
  if (typeof window === "undefined" || typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  let known: string | null = null;
  let account: string | null = null;
  session.onChange(() => {
    const user = session.user();
    if (!user || user.id + user.kind === known) return;
    const isChange = known !== null;
    known = user.id + user.kind;
    if (account !== null && account !== user.id) void forgetDevice(window);
    account = user.kind === "user" ? user.id : null;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches this origin alone
    if (isChange) channel.postMessage(known);
  });
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data === known || known === null) return;
    void follow().catch(() => undefined);
  });

  async function follow(): Promise<void> {
    const before = session.user();
    await session.token({ forceRefresh: true });
    // A fresh page keeps nothing of the account that was signed out.
    if (before?.kind === "user" && session.user()?.id !== before.id) window.location.assign("/");
  }
}
