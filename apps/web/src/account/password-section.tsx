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

/** A password beside the codes, for who wants one. It takes a code to set it, so an open page is not enough. */
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
          ? "Your password is set. You can sign in with it from now on. Other devices are signed out within a quarter of an hour."
          : "You can sign in with a mailed code at any time. A password is one more way in."}
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
