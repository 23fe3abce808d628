import type { GroupPlan } from "./drill.ts";
import type { DrillStack } from "./drill-stack.ts";
import type { Group, Sent } from "./outcome.ts";
import type { Profile } from "./profiles.ts";

interface Setting {
  readonly stack: DrillStack;
  readonly profile: Profile;
}

/** The callers of a drill's group, with what they send, where, and as which users. */
export async function groupOf(plan: GroupPlan, { stack, profile }: Setting): Promise<Group> {
  const { name, callers, users, addresses, bytesPerSecond, rude, sends = "turns" } = plan;
  const sent = sentBy(sends, { stack, profile });
  return {
    name,
    callers,
    tokens: sent.kind === "turn" ? await stack.tokens(plan.plan, users) : [],
    url: `${stack.origin}/api/${PATHS[sent.kind]}`,
    sends: sent,
    ...(bytesPerSecond ? { bytesPerSecond } : {}),
    ...(rude ? { rude } : {}),
    ...(addresses ? { addresses } : {}),
  };
}

const PATHS = { turn: "chat", session: "session", webhook: "webhooks/stripe" } as const;

function sentBy(
  sends: NonNullable<GroupPlan["sends"]>,
  { stack, profile: { tokens, tokensPerSecond } }: Setting,
): Sent {
  const pace = `ttft-ms=300 tokens-per-second=${tokensPerSecond}`;
  switch (sends) {
    case "turns":
      return { kind: "turn", prompt: `[[sim:bench tokens=${tokens} ${pace}]]` };
    case "searches":
      return {
        kind: "turn",
        prompt: `[[sim:pace ${pace}]][[sim:tool-call tool-call=search_products query={id}]] Look it up`,
      };
    case "sessions":
      return { kind: "session" };
    case "webhooks":
      return { kind: "webhook", secret: stack.webhookSecret };
    case "forgeries":
      return { kind: "webhook", secret: "whsec_of_somebody_else" };
  }
}
