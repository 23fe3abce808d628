"use client";

import type { SignOut } from "@sendcat/shared-types";
import { useChatServices } from "../session/chat-services.ts";
import { forgetDevice } from "../session/forget-device.ts";
import { useSessionState } from "../session/use-session-state.ts";
import { Problem } from "./field.tsx";
import { Section } from "./section.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { useAccountAction } from "./use-account-action.ts";

/** For a guest, the sign-in form; for an account, its address and the buttons to sign out. */
export function IdentitySection() {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const { isBusy, problem, run } = useAccountAction();
  if (user?.kind !== "user") {
    return (
      <Section id="identity" title="Sign in or sign up">
        <p className="text-ink-soft mt-1.5 mb-5 max-w-md text-sm text-pretty">
          You are using Sendcat as a guest. With an account you get more messages a day and see your conversations on
          every device.
        </p>
        <div className="max-w-sm">
          <SignInForm onDone={() => undefined} />
        </div>
      </Section>
    );
  }
  const leave = (how: SignOut): void => {
    // A fresh page keeps nothing of the account that was signed out.
    void run(async () => {
      await session.signOut(how);
      await forgetDevice(window);
    }).then((isOut) => isOut && location.assign("/"));
  };
  return (
    <Section id="identity" title="Your account">
      <p className="text-ink-soft mt-1.5 text-sm">
        You are signed in as <strong className="text-ink font-semibold break-all">{user.email}</strong>.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <button type="button" className="btn btn-outline" disabled={isBusy} onClick={() => leave("here")}>
          Sign out
        </button>
        <button type="button" className="btn btn-outline" disabled={isBusy} onClick={() => leave("everywhere")}>
          Sign out on every device
        </button>
      </div>
      <p className="text-ink-soft mt-2.5 text-xs">Other devices are signed out within 15 minutes.</p>
      <Problem text={problem} />
    </Section>
  );
}
