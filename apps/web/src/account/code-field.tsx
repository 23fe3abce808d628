"use client";

import { Field } from "./field.tsx";

export const CODE = /^\d{6}$/;

/** Six digits from a letter; phones offer to fill them in. */
export function CodeField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  return (
    <Field
      label="Code from the letter"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      maxLength={6}
      required
      autoFocus
      placeholder="000000"
      value={code}
      onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, "").slice(0, 6))}
    />
  );
}
