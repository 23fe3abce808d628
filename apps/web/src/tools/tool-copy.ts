import { toolOfPart, TOOLS, type ToolJob, type ToolPart } from "@sendcat/shared-types";

/** `Searching listings for “air fryer” up to US$120`, or `Searched ...`. */
export function toolTitle({ type, input, state }: ToolPart): string {
  const { query, maxPriceUsd, condition } = input;
  const what = typeof query === "string" ? ` for “${query}”` : "";
  const limit = typeof maxPriceUsd === "number" ? ` up to US$${maxPriceUsd}` : "";
  const make = typeof condition === "string" ? `, ${condition}` : "";
  return `${state === "input-available" ? "Searching" : "Searched"} ${TOOLS[toolOfPart(type)].place}${what}${limit}${make}`;
}

/** The text for a search that has no result yet or will have none; null when there is nothing to say. */
export function jobCopy(job: ToolJob | null, errorText: string | null): string | null {
  switch (job?.state) {
    case "queued":
      return `Waiting for a free place${job.position === null ? "" : `, number ${job.position} in the queue`}${about(job.waitMs)}.`;
    case "running":
      return `Looking${about(job.waitMs)} …`;
    case "late":
      return "This takes longer than usual. The results appear here by themselves.";
    case "refused":
      return `Too many searches are running right now, so this one was not started. There is room again${about(job.retryAfterMs)}.`;
    case "failed":
      return "This search did not work. Ask again in a moment.";
    case "canceled":
      return "This search was stopped.";
    case undefined:
      return errorText;
  }
}

function about(ms: number | null): string {
  if (ms === null || ms <= 0) return "";
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 90 ? `, in about ${seconds} s` : `, in about ${Math.ceil(seconds / 60)} min`;
}
