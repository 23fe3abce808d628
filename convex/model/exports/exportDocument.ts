import {
  ENDING_TABLE,
  extrasText,
  isExtra,
  joinContinuations,
  messageText,
  type ExportFormat,
  type MessagePart,
  type MessageView,
  type ThreadView,
} from "@sendcat/shared-types";

export interface ExportedThread {
  readonly thread: ThreadView;
  readonly messages: readonly MessageView[];
}

/** Threads as one document: JSON as the API returns them, or Markdown to read. */
export function exportDocument(format: ExportFormat, threads: readonly ExportedThread[]) {
  if (format === "json") {
    const exported = threads.map(({ thread, messages }) => ({ ...thread, messages }));
    return { text: JSON.stringify({ threads: exported }, null, 2), type: "application/json", extension: "json" };
  }
  return { text: threads.map(asMarkdown).join("\n---\n\n"), type: "text/markdown; charset=utf-8", extension: "md" };
}

function asMarkdown({ thread, messages }: ExportedThread): string {
  const inParts = messages.map(({ role, parts, extras = [], status, createdAtMs }) => {
    const shown: MessagePart[] = [{ type: "text", text: messageText(parts) }, ...extras];
    return { role, parts: shown, status, createdAtMs };
  });
  const said = joinContinuations(inParts).map(({ role, parts, status, createdAtMs }) => {
    const name = role === "user" ? "You" : "Sendcat";
    const text = [messageText(parts), extrasText(parts.filter(isExtra))].filter(Boolean).join("\n\n");
    const told = status === "streaming" ? null : ENDING_TABLE[status].told;
    const note = told === null ? "" : `\n_${told}_\n`;
    return `**${name}** · ${new Date(createdAtMs).toISOString()}\n\n${text}\n${note}`;
  });
  return `# ${thread.title || "Conversation"}\n\n${said.join("\n")}`;
}
