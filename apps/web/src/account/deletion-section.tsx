"use client";

import { useSessionState } from "../session/use-session-state.ts";
import { EraseSection } from "./erase-section.tsx";
import { Section } from "./section.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** Signing in, then deleting: the sign-in is the proof that deleting asks for. A guest may delete what they have without one. */
export function DeletionSection() {
  const { user } = useSessionState();
  if (user?.kind === "user") {
    return (
      <>
        <p className="text-ink-soft mb-4 text-sm">
          You are signed in as <strong className="text-ink font-semibold break-all">{user.email}</strong>.
        </p>
        <EraseSection />
      </>
    );
  }
  return (
    <div className="space-y-5">
      <Section id="identity" title="Sign in to your account">
        <p className="text-ink-soft mt-1.5 mb-5 max-w-md text-sm text-pretty">
          Then you can delete the account on this page.
        </p>
        <div className="max-w-sm">
          <SignInForm onDone={() => undefined} />
        </div>
      </Section>
      <details className="text-sm">
        <summary className="text-ink-soft hover:text-ink cursor-pointer py-1">
          You have no account, and want to delete what you did as a guest in this browser
        </summary>
        <div className="mt-4">
          <EraseSection />
        </div>
      </details>
    </div>
  );
}
