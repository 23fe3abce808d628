import type { ThreadMessageLike } from "@assistant-ui/react";
import type { ShownMessage } from "../conversation/shown-message.ts";

type Status = NonNullable<ThreadMessageLike["status"]>;

const STATUSES: Readonly<Record<ShownMessage["status"], Status>> = {
  streaming: { type: "running" },
  complete: { type: "complete", reason: "stop" },
  stopped: { type: "incomplete", reason: "cancelled" },
  failed: { type: "incomplete", reason: "error" },
  interrupted: { type: "incomplete", reason: "other" },
  unsent: { type: "incomplete", reason: "error" },
};

/** A shown message in the UI library's terms; the whole of it travels along under `custom.shown`. */
export function convertMessage(shown: ShownMessage): ThreadMessageLike {
  return {
    id: shown.id,
    role: shown.role,
    content: [...shown.parts],
    createdAt: new Date(shown.createdAtMs),
    metadata: { custom: { shown } },
    ...(shown.role === "assistant" ? { status: STATUSES[shown.status] } : {}),
  };
}

/** What `convertMessage` put there. */
export function shownOf(custom: Record<string, unknown>): ShownMessage | null {
  // safe because convertMessage is the only writer of this field
  return (custom["shown"] as ShownMessage | undefined) ?? null;
}
