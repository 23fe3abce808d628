import type { PlanName } from "@sendcat/shared-types";

export const PLAN_LABELS: Readonly<Record<PlanName, string>> = {
  guest: "Guest",
  free: "Free",
  plus: "Plus",
  pro: "Pro",
};
