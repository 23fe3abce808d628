"use client";

import { CircleUser, LogIn } from "lucide-react";
import Link from "next/link";
import { useSessionState } from "../session/use-session-state.ts";

/** Link to the account page, labelled with the user's address; for a guest, a button to sign in as well. */
export function AccountLink({ onSignIn }: { onSignIn: () => void }) {
  const { user } = useSessionState();
  return (
    <div className="mt-2.5 flex items-center justify-between gap-3">
      <Link
        href="/account"
        className="hover:text-ink flex min-w-0 items-center gap-1.5 underline underline-offset-2 pointer-coarse:py-1"
      >
        <CircleUser aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{user?.email ?? "Account and data"}</span>
      </Link>
      {user?.kind === "guest" && (
        <button
          type="button"
          onClick={onSignIn}
          className="hover:text-ink flex shrink-0 items-center gap-1.5 underline underline-offset-2 pointer-coarse:py-1"
        >
          <LogIn aria-hidden className="size-3.5" /> Sign in
        </button>
      )}
    </div>
  );
}
