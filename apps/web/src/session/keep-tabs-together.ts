import type { Session, SessionUser } from "@sendcat/chat-client";
import { forgetDevice } from "./forget-device.ts";

const CHANNEL = "sendcat-session";

/**
 * Signing in or out in one tab does so in all: they share the session's cookie, so the other tabs ask for their user again. Every tab forgets
 * whoever has left, for whatever reason. Ends when the returned function is called.
 */
export function keepTabsTogether(session: Session): () => void {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  let known = session.user();
  const stop = session.onChange(() => {
    const [before, user] = [known, session.user()];
    if (!user || (before && isSame(before, user))) return;
    known = user;
    if (!before) return;
    if (hasLeft(before, user)) void forgetDevice(window);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches this origin alone
    channel.postMessage(nameOf(user));
  });
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (known === null || data === nameOf(known)) return;
    void follow().catch(() => undefined);
  });
  return () => {
    stop();
    channel.close();
  };

  async function follow(): Promise<void> {
    const before = session.user();
    await session.token({ forceRefresh: true });
    const user = session.user();
    // A fresh page keeps nothing of the user who has left.
    if (before && user && hasLeft(before, user)) window.location.assign("/");
  }
}

const nameOf = ({ id, kind }: SessionUser): string => id + kind;

function isSame(one: SessionUser, other: SessionUser): boolean {
  return nameOf(one) === nameOf(other);
}

/** A guest who signs in stays: an account gets what they had. */
function hasLeft(before: SessionUser, user: SessionUser): boolean {
  return before.id !== user.id && !(before.kind === "guest" && user.kind === "user");
}
