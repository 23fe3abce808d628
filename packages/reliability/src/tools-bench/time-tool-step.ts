import { turnRequest } from "../load/turn-request.ts";

/** Time of one turn's search, as its reader saw it, milliseconds. */
export interface ToolStep {
  /** From the tool call on the wire to its result, failure or postponement. */
  readonly stepMs: number;
  readonly end: "tool-output-available" | "tool-output-error" | "late";
}

/** Sends one turn that calls a tool once, and reads it to its end. */
export async function timeToolStep(turn: {
  readonly web: string;
  readonly token: string;
  readonly tool: string;
  readonly query: string;
}): Promise<ToolStep> {
  const directive = `[[sim:tool-call tool-call=${turn.tool} query=${turn.query.replaceAll(" ", "+")}]]`;
  const text = `${directive}[[sim:pace ttft-ms=0 tokens-per-second=0]] Look it up`;
  const { headers, body } = turnRequest(turn.token, text);
  const response = await fetch(`${turn.web}/api/chat`, { method: "POST", headers, body });
  if (!response.ok || !response.body) throw new Error(`the chat answered HTTP ${response.status}`);
  let calledMs = Number.NaN;
  let endedMs = Number.NaN;
  let end: ToolStep["end"] = "late";
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const nowMs = performance.now();
    const lines = (rest + piece).split("\n\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const type = /^data: \{"type":"([a-z-]+)"/.exec(line)?.[1];
      if (type === "tool-input-available") calledMs = nowMs;
      else if (type === "tool-output-available" || type === "tool-output-error") {
        endedMs = nowMs;
        end = type;
      } else if (type === "data-tool-job" && line.includes('"state":"late"')) endedMs = nowMs;
    }
  }
  if (Number.isNaN(calledMs + endedMs)) throw new Error("the turn made no search");
  return { stepMs: endedMs - calledMs, end };
}
