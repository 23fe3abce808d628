"use client";

import { apiFetch } from "@sendcat/chat-client";
import {
  ENDING_TABLE,
  isExtra,
  joinContinuations,
  messageText,
  sharedPageSchema,
  type MessagePart,
  type MessageStatus,
  type SharedPage,
} from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import { AnswerText } from "../markdown/answer-text.tsx";
import { AnswerExtras } from "../extras/answer-extras.tsx";
import { PlainNotice } from "../markdown/plain-notice.tsx";
import { ReportShare } from "../report/report-share.tsx";
import { EndingNote } from "../thread/ending-note.tsx";

type Loaded =
  | { readonly state: "loading" }
  | { readonly state: "missing" }
  | { readonly state: "failed" }
  | { readonly state: "shown"; readonly page: SharedPage };

async function load(shareId: string, cursor: string | null): Promise<Loaded> {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await apiFetch(`/api/shares/${encodeURIComponent(shareId)}${query}`);
  if (response.status === 404) return { state: "missing" };
  const parsed = sharedPageSchema.safeParse(response.ok ? await response.json() : null);
  return parsed.success ? { state: "shown", page: parsed.data } : { state: "failed" };
}

/** A shared conversation, read-only. */
export function SharedThread({ shareId }: { shareId: string }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Loaded): void => {
      if (isCurrent) setLoaded(next);
    };
    load(shareId, null).then(show, () => show({ state: "failed" }));
    return () => {
      isCurrent = false;
    };
  }, [shareId, attempt]);

  if (loaded.state === "loading") return <p role="status">Loading…</p>;
  if (loaded.state === "missing")
    return (
      <div data-testid="share-missing">
        <h1 className="text-xl font-semibold">This link does not work</h1>
        <p className="text-ink-soft mt-2 text-sm">The conversation is no longer shared, or the link is wrong.</p>
      </div>
    );
  if (loaded.state === "failed")
    return (
      <div role="alert">
        <h1 className="text-xl font-semibold">This conversation could not be loaded</h1>
        <button type="button" className="btn btn-primary mt-4" onClick={() => setAttempt((count) => count + 1)}>
          Try again
        </button>
      </div>
    );
  const { page } = loaded;
  const more = async (): Promise<void> => {
    const next = await load(shareId, page.cursor).catch((): Loaded => ({ state: "failed" }));
    if (next.state === "shown")
      setLoaded({ state: "shown", page: { ...next.page, messages: [...page.messages, ...next.page.messages] } });
  };
  return (
    <article data-testid="shared-thread">
      <h1 className="text-[1.4rem] leading-tight font-semibold tracking-tight text-balance sm:text-2xl">
        {page.title || "Conversation"}
      </h1>
      <p className="text-ink-soft mt-1.5 text-sm">Shared on {new Date(page.sharedAtMs).toLocaleDateString()}</p>
      <PlainNotice />
      <ol className="mt-8 space-y-6">
        {saidIn(page).map(({ role, text, status, extras }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- shared messages never change their order
          <li key={i} className={role === "user" ? "flex justify-end" : ""}>
            <span className="sr-only">{role === "user" ? "Question:" : "Answer:"}</span>
            {role === "user" ? (
              <p className="bg-bubble max-w-[85%] rounded-3xl px-4 py-2.5 whitespace-pre-wrap">{text}</p>
            ) : (
              <div className="space-y-3">
                {text !== "" && <AnswerText text={text} isStreaming={false} />}
                <AnswerExtras parts={extras} />
                <HowItEnded status={status} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {page.cursor !== null && (
        <button type="button" className="btn btn-quiet mt-6" onClick={() => void more()}>
          Show more
        </button>
      )}
      <ReportShare shareId={shareId} />
    </article>
  );
}

/** The page's questions and whole answers. */
function saidIn({ messages }: SharedPage) {
  const inParts = messages.map(({ role, status, text, extras = [] }) => {
    const parts: MessagePart[] = [{ type: "text", text }, ...extras];
    return { role, status, parts };
  });
  return joinContinuations(inParts).map(({ parts, ...message }) => ({
    ...message,
    text: messageText(parts),
    extras: parts.filter(isExtra),
  }));
}

function HowItEnded({ status }: { status: MessageStatus }) {
  const told = status === "streaming" ? null : ENDING_TABLE[status].told;
  return status === "streaming" || told === null ? null : <EndingNote ending={status} text={told} />;
}
