"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { ChatRefusal } from "@sendcat/chat-client";
import { useChatServices } from "../session/chat-services.ts";
import { endVisit } from "./provider-visit.ts";

const NOT_ASKED = "This way in was not begun in this tab, or it is too old. Please begin again.";
const NO_NETWORK = "Sendcat could not be reached. Check your connection and begin again.";
const CANCELLED = "You have not signed in. Nothing has changed.";

/** Finishes signing in with a provider's code, and goes back to where it was begun. */
export function ProviderReturn({ provider }: { provider: string }) {
  const { session } = useChatServices();
  const [problem, setProblem] = useState<string | null>(null);
  // A code is good once, and effects may run twice.
  const isTaken = useRef(false);
  useEffect(() => {
    if (isTaken.current) return;
    isTaken.current = true;
    const given = new URLSearchParams(location.search);
    // Neither stays in the history.
    history.replaceState(null, "", location.pathname);
    const [code, state] = [given.get("code"), given.get("state")];
    const visit = endVisit(provider, state);
    if (given.get("error") === "access_denied") return setProblem(CANCELLED);
    if (!visit || code === null || state === null) return setProblem(NOT_ASKED);
    session.signIn({ provider, code, state }).then(
      // A new page, which holds nothing of the guest.
      () => location.replace(visit.returnTo),
      (fault: unknown) => setProblem(ChatRefusal.isInstance(fault) ? fault.error.message : NO_NETWORK),
    );
  }, [provider, session]);
  return (
    <>
      <h1 className="text-[1.7rem] leading-tight font-semibold tracking-tight sm:text-3xl">Signing in</h1>
      {problem === null ? (
        <p role="status" className="text-ink-soft mt-4">
          One moment…
        </p>
      ) : (
        <>
          <p role="alert" className="text-danger mt-4 text-pretty">
            {problem}
          </p>
          <Link href="/account" className="btn btn-primary mt-5">
            Sign in another way
          </Link>
        </>
      )}
    </>
  );
}
