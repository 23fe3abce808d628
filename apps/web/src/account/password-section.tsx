"use client";

import { isCode, PASSWORD_CHARS } from "@sendcat/shared-types";
import { useState, type FormEvent } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { useSessionState } from "../session/use-session-state.ts";
import { CodeField } from "./code-field.tsx";
import { Field, Problem } from "./field.tsx";
import { Section } from "./section.tsx";
import { useAccountAction } from "./use-account-action.ts";

type Step = "idle" | "code" | "done";

/** An optional password. Setting it takes a code sent by e-mail, so an unlocked page is not enough. */
export function PasswordSection() {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const { isBusy, problem, run } = useAccountAction();
  const [step, setStep] = useState<Step>("idle");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const email = user?.email;
  if (email === undefined) return null;
  const ask = async (): Promise<void> => {
    if (await run(async () => await session.sendCode(email, "password"))) setStep("code");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || !isCode(code)) return;
    void run(async () => await session.setPassword({ email, code, password })).then((isSet) => {
      if (!isSet) return;
      setStep("done");
      setCode("");
      setPassword("");
    });
  };
  return (
    <Section id="password" title="Password">
      <p role="status" className="text-ink-soft mt-1.5 text-sm text-pretty">
        {step === "done"
          ? "Your password is set. You can now sign in with it. Other devices are signed out within 15 minutes."
          : "You can always sign in with a code sent by e-mail. A password is another way to sign in."}
      </p>
      {step === "code" ? (
        <form onSubmit={submit} className="mt-4 max-w-sm space-y-4" aria-busy={isBusy}>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <CodeField code={code} onChange={setCode} />
          <Field
            label="New password"
            hint={`At least ${PASSWORD_CHARS.min} characters.`}
            name="new-password"
            type="password"
            autoComplete="new-password"
            required
            minLength={PASSWORD_CHARS.min}
            maxLength={PASSWORD_CHARS.max}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <button type="submit" className="btn btn-primary" disabled={isBusy}>
            {isBusy ? "Setting…" : "Set the password"}
          </button>
        </form>
      ) : (
        <button type="button" className="btn btn-outline mt-4" disabled={isBusy} onClick={() => void ask()}>
          Set or change the password
        </button>
      )}
      <div className="mt-3 empty:hidden">
        <Problem text={problem} />
      </div>
    </Section>
  );
}
