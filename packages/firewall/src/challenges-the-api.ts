import { API } from "./api-paths.ts";
import type { Condition, Rule } from "./rule.ts";

/**
 * True when a rule may answer a call under `/api/` with a challenge, which no native app can solve. Proved by the rule's text, not by
 * samples: each of its groups must hold a condition on the path that no `/api/` path meets.
 */
export function challengesTheApi({ action, any }: Rule): boolean {
  const challenges = action.type === "challenge" || (action.type === "rate_limit" && action.exceeded === "challenge");
  return challenges && !any.every((group) => group.some(keepsOffTheApi));
}

function keepsOffTheApi(condition: Condition): boolean {
  if (condition.type !== "path") return false;
  const negated = condition.neg === true;
  switch (condition.op) {
    case "eq":
      return !negated && !condition.value.toLowerCase().startsWith(API);
    case "inc":
      return !negated && condition.value.every((value) => !value.toLowerCase().startsWith(API));
    case "pre": {
      const value = condition.value.toLowerCase();
      return negated ? API.startsWith(value) : !value.startsWith(API) && !API.startsWith(value);
    }
    default:
      return false;
  }
}
