"use client";

import { extrasText, isExtra, messageText, type MessagePart } from "@sendcat/shared-types";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

const COPIED_MS = 2_000;

/** Copies an answer's text, with its sources as plain lines. */
export function CopyAnswer({ parts }: { parts: readonly MessagePart[] }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(
      [messageText(parts), extrasText(parts.filter(isExtra))].filter(Boolean).join("\n\n"),
    );
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="btn-icon"
      aria-label="Copy answer"
      onClick={() => void copy().catch(() => undefined)}
    >
      {isCopied ? <Check aria-hidden className="text-accent-strong size-4" /> : <Copy aria-hidden className="size-4" />}
    </button>
  );
}
