import type { Session } from "@sendcat/chat-client";

const CHANNEL = "sendcat-session";

/** Who signs in or out on one tab has done so on all: they share the session's cookie, so the others ask who they are now. */
export function keepTabsTogether(session: Session): void {
  if (typeof window === "undefined" || typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  let known: string | null = null;
  session.onChange(() => {
    const user = session.user();
    if (!user || user.id + user.kind === known) return;
    const isChange = known !== null;
    known = user.id + user.kind;
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
    // A new page holds nothing of the account that was left.
    if (before?.kind === "user" && session.user()?.id !== before.id) window.location.assign("/");
  }
}
