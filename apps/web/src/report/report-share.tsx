"use client";

import { createSession, type Session } from "@sendcat/chat-client";
import { Flag } from "lucide-react";
import { useRef, useState } from "react";
import { ReportDialog } from "./report-dialog.tsx";

/** The button below a shared conversation that reports it. Only a reader who reports gets a session. */
export function ReportShare({ shareId }: { shareId: string }) {
  const session = useRef<Session | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn btn-quiet mt-8 text-sm" onClick={() => setOpen(true)}>
        <Flag aria-hidden className="size-4" /> Report this conversation
      </button>
      {isOpen && (
        <ReportDialog
          reported={{ about: "share", id: shareId }}
          session={() => (session.current ??= createSession({ baseUrl: "" }))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
