"use client";

import { ATTACHMENT_TYPES } from "@sendcat/shared-types";
import { Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import { SignInDialog } from "../account/sign-in-dialog.tsx";
import { useSessionState } from "../session/use-session-state.ts";
import type { AttachmentTray } from "./use-attachment-tray.ts";

/** Opens the device's files, pictures or camera. A guest is asked to sign in first. */
export function AttachButton({ tray }: { tray: AttachmentTray }) {
  const { user } = useSessionState();
  const input = useRef<HTMLInputElement>(null);
  const [isSigningIn, setSigningIn] = useState(false);
  return (
    <>
      <button
        type="button"
        className="btn-icon size-10"
        aria-label="Attach pictures or PDFs"
        onClick={() => (user?.kind === "user" ? input.current?.click() : setSigningIn(true))}
      >
        <Paperclip aria-hidden className="size-5" />
      </button>
      <input
        ref={input}
        type="file"
        accept={ATTACHMENT_TYPES.join(",")}
        multiple
        hidden
        data-testid="attachment-input"
        onChange={(event) => {
          tray.add([...(event.target.files ?? [])]);
          // Lets the user choose the same file again.
          event.target.value = "";
        }}
      />
      {isSigningIn && <SignInDialog onClose={() => setSigningIn(false)} />}
    </>
  );
}
