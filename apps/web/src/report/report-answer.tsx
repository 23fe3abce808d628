"use client";

import { Flag } from "lucide-react";
import { useState } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { ReportDialog } from "./report-dialog.tsx";

/** The button beside an answer that reports it. */
export function ReportAnswer({ turnId }: { turnId: string }) {
  const { session } = useChatServices();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn-icon" aria-label="Report answer" onClick={() => setOpen(true)}>
        <Flag aria-hidden className="size-4" />
      </button>
      {isOpen && (
        <ReportDialog reported={{ about: "turn", id: turnId }} session={() => session} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
