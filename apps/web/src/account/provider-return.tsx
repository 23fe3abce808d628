"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { ChatRefusal } from "@sendcat/chat-client";
import { useChatServices } from "../session/chat-services.ts";
import { endVisit } from "./provider-visit.ts";

const NOT_ASKED = "This sign-in was not started in this tab, or it has expired. Please start again.";
const NO_NETWORK = "Sendcat could not be reached. Check your connection and start again.";
const CANCELLED = "You have not signed in. Nothing has changed.";

/** Finishes signing in with a provider's code, and returns to the page where it started. */
export function ProviderReturn({ provider }: { provider: string }) {
  const { session } = useChatServices();
  const [problem, setProblem] = useState<string | null>(null);
  // A code works once, and effects may run twice.
  const isTaken = useRef(false);
  useEffect(() => {
    if (isTaken.current) return;
    isTaken.current = true;
    const given = new URLSearchParams(location.search);
    // Keeps the code and the state out of the browser's history.
    history.replaceState(null, "", location.pathname);
    const [code, state] = [given.get("code"), given.get("state")];
    const visit = endVisit(provider, state);
    if (given.get("error") === "access_denied") return setProblem(CANCELLED);
    if (!visit || code === null || state === null) return setProblem(NOT_ASKED);
    session.signIn({ provider, code, state }).then(
      // A fresh page keeps nothing of the guest.
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
