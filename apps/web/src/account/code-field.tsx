"use client";

import { CODE_DIGITS } from "@sendcat/shared-types";
import { Field } from "./field.tsx";

/** The six digits from our e-mail; phones offer to fill them in. */
export function CodeField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  return (
    <Field
      label="Code from the e-mail"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern={`[0-9]{${CODE_DIGITS}}`}
      maxLength={CODE_DIGITS}
      required
      autoFocus
      placeholder={"0".repeat(CODE_DIGITS)}
      value={code}
      onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, "").slice(0, CODE_DIGITS))}
    />
  );
}
