"use client";

import { isCode, PASSWORD_CHARS, SIGN_IN_CODE_MINUTES, type PublicPagePath } from "@sendcat/shared-types";
import { useState, type FormEvent, type ReactNode } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { CodeField } from "./code-field.tsx";
import { OtherWaysIn } from "./other-ways-in.tsx";
import { Field, Problem } from "./field.tsx";
import { useAccountAction } from "./use-account-action.ts";

type Step = "address" | "code" | "password";

/**
 * Sign-in by e-mail address with a code or a password, by passkey or by provider. A user without an account gets one with
 * their first code, and keeps their guest conversations.
 */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const { session, quota } = useChatServices();
  const action = useAccountAction();
  const { isBusy, problem, run } = action;
  const [step, setStep] = useState<Step>("address");
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");

  const mail = async (): Promise<void> => {
    if (!(await run(async () => await session.sendCode(email, "sign-in")))) return;
    setCode("");
    setStep("code");
  };
  const enter = async (): Promise<void> => {
    const proof = step === "code" ? { email, code } : { email, password };
    const isIn = await run(async () => void (await session.signIn(proof)));
    if (isIn) welcome();
  };
  const welcome = (): void => {
    quota.reopen();
    void quota.refresh();
    onDone();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || (step === "code" && !isCode(code))) return;
    void (step === "address" ? mail() : enter());
  };

  return (
    <form onSubmit={submit} className="space-y-4" aria-busy={isBusy} data-testid="sign-in">
      {step === "code" ? (
        <>
          <p role="status" className="text-sm text-pretty">
            We have sent a code to <strong className="font-semibold break-all">{email}</strong>. It works for{" "}
            {SIGN_IN_CODE_MINUTES} minutes.
          </p>
          <CodeField code={code} onChange={setCode} />
        </>
      ) : (
        <Field
          label="Your e-mail address"
          name="email"
          type="email"
          // The browser fills the empty field in; what is typed it does not remember.
          autoComplete={email === "" ? "username" : "off"}
          required
          autoFocus
          maxLength={254}
          placeholder="you@example.com"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      )}
      {step === "password" && (
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={PASSWORD_CHARS.max}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <Problem text={problem} />
      <button type="submit" className="btn btn-primary w-full justify-center" disabled={isBusy}>
        {LABELS[step][isBusy ? "busy" : "idle"]}
      </button>
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1 text-sm">
        {step === "code" && (
          <>
            <Other onClick={() => setStep("address")}>Use another address</Other>
            <Other onClick={() => void mail()}>Send a new code</Other>
          </>
        )}
        {step === "address" && <Other onClick={() => setStep("password")}>Sign in with a password</Other>}
        {step === "password" && <Other onClick={() => setStep("address")}>E-mail me a code instead</Other>}
      </div>
      {step === "address" && <OtherWaysIn action={action} onDone={welcome} />}
      <p className="text-ink-soft text-xs text-pretty">
        By signing in you accept the <NewTab href="/terms">terms</NewTab>. The{" "}
        <NewTab href="/privacy">privacy notice</NewTab> says what we do with your data.
      </p>
    </form>
  );
}

const LABELS: Readonly<Record<Step, Readonly<Record<"idle" | "busy", string>>>> = {
  address: { idle: "E-mail me a code", busy: "Sending…" },
  code: { idle: "Sign in", busy: "Signing in…" },
  password: { idle: "Sign in", busy: "Signing in…" },
};

/** What is typed here stays while the page is read. */
function NewTab({ href, children }: { href: PublicPagePath; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener" className="hover:text-ink underline underline-offset-2">
      {children}
    </a>
  );
}

function Other({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="text-ink-soft hover:text-ink py-1 underline underline-offset-2 pointer-coarse:py-2"
    >
      {children}
    </button>
  );
}
