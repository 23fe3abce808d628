import type { OddReading } from "@sendcat/local-simulators";
import type { ModelEvent, Refusal } from "@sendcat/shared-types";

/** A model's events in the form of an odd stream's expected reading. */
export function oddReading(events: readonly ModelEvent[]): OddReading {
  const joined = (type: "text-delta" | "reasoning-delta") =>
    events.map((event) => (event.type === type ? event.text : "")).join("");
  const text = joined("text-delta");
  const reasoning = joined("reasoning-delta");
  const calls = events.flatMap((event) =>
    event.type === "tool-call" ? [[event.name, parsed(event.input)] as const] : [],
  );
  const extras = events.flatMap((event) => (event.type === "tool-call" ? [event.extra ?? null] : []));
  const pictures = events.flatMap((event) => (event.type === "picture" ? [event.url] : []));
  const sources = events.flatMap((event) => (event.type === "source" ? [[event.url, event.title] as const] : []));
  const sentBack = events.find((event) => event.type === "reasoning-fields")?.fields;
  const end = events.at(-1);
  return {
    ...(text && { text }),
    ...(reasoning && { reasoning }),
    ...(calls.length > 0 && { calls }),
    ...(pictures.length > 0 && { pictures }),
    ...(sources.length > 0 && { sources }),
    ...(sentBack && { sentBack }),
    ...(extras.some((extra) => extra !== null) && { extras }),
    ends: end?.type === "finish" ? end.reason : end?.type === "error" ? `error ${nameOf(end.refusal)}` : "",
  };
}

function nameOf({ code, scope }: Refusal): string {
  return scope === undefined ? code : `${code}/${scope}`;
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
