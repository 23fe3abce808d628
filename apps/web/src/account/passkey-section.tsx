"use client";

import { isCode } from "@sendcat/shared-types";
import { useConvexAuth, useMutation, useQuery } from "convex/react";
import { KeyRound } from "lucide-react";
import { useState, type FormEvent } from "react";
import { listPasskeys, removePasskey } from "../core/queries.ts";
import { useChatServices } from "../session/chat-services.ts";
import { useSessionState } from "../session/use-session-state.ts";
import { useHydrated } from "../shell/use-hydrated.ts";
import { CodeField } from "./code-field.tsx";
import { Problem } from "./field.tsx";
import { hasPasskeys, makePasskey } from "./passkeys.ts";
import { Section } from "./section.tsx";
import { useAccountAction } from "./use-account-action.ts";

type Step = "idle" | "code" | "done" | "declined";

const SAYS: Readonly<Record<Step, string>> = {
  idle: "Sign in with your face, your fingerprint or your screen lock. To add a passkey, we e-mail you a code first.",
  code: "Type the code from the e-mail. Your device then asks you to confirm.",
  done: "Your passkey was added. You can now sign in with it. Other devices are signed out within 15 minutes.",
  declined: "No passkey was added. Nothing has changed.",
};

/** The passkeys of an account. */
export function PasskeySection() {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const { isAuthenticated } = useConvexAuth();
  const isHydrated = useHydrated();
  const passkeys = useQuery(listPasskeys, isAuthenticated ? {} : "skip");
  const remove = useMutation(removePasskey);
  const { isBusy, problem, run } = useAccountAction();
  const [step, setStep] = useState<Step>("idle");
  const [code, setCode] = useState("");
  const email = user?.email;
  if (email === undefined || !isHydrated) return null;
  const ask = async (): Promise<void> => {
    if (await run(async () => await session.sendCode(email, "passkey"))) setStep("code");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || !isCode(code)) return;
    void run(async () => {
      const isMade = await makePasskey(session, { email, code });
      setStep(isMade ? "done" : "declined");
    }).finally(() => setCode(""));
  };
  return (
    <Section id="passkeys" title="Passkeys">
      <p role="status" className="text-ink-soft mt-1.5 text-sm text-pretty">
        {hasPasskeys() ? SAYS[step] : "This browser does not support passkeys on this page."}
      </p>
      {passkeys && passkeys.length > 0 && (
        <ul aria-label="Your passkeys" className="mt-4 space-y-2">
          {passkeys.map(({ id, name, createdAtMs, usedAtMs }) => (
            <li key={id} className="border-line flex items-center gap-3 rounded-2xl border px-4 py-2.5 text-sm">
              <KeyRound aria-hidden className="text-accent size-5 shrink-0" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className="text-ink-soft block text-xs">
                  Added {new Date(createdAtMs).toLocaleDateString()}
                  {usedAtMs !== null && `, last used ${new Date(usedAtMs).toLocaleDateString()}`}
                </span>
              </span>
              <button
                type="button"
                className="btn btn-quiet"
                aria-label={`Remove ${name}`}
                disabled={isBusy}
                onClick={() => void run(async () => void (await remove({ id })))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {hasPasskeys() &&
        (step === "code" ? (
          <form onSubmit={submit} className="mt-4 max-w-sm space-y-4" aria-busy={isBusy}>
            <CodeField code={code} onChange={setCode} />
            <button type="submit" className="btn btn-primary" disabled={isBusy}>
              {isBusy ? "Adding…" : "Add the passkey"}
            </button>
          </form>
        ) : (
          <button type="button" className="btn btn-outline mt-4" disabled={isBusy} onClick={() => void ask()}>
            Add a passkey
          </button>
        ))}
      <div className="mt-3 empty:hidden">
        <Problem text={problem} />
      </div>
    </Section>
  );
}
