import type { ModelClass, PlanName, Policy, Refusal } from "@sendcat/shared-types";

/** The requested model class, or the plan's default. Refuses an unknown one as `invalid_request`, one outside the plan as `forbidden`. */
export function chooseModel(
  policy: Policy,
  plan: PlanName,
  asked: string | undefined,
): { readonly ok: true; readonly model: ModelClass } | { readonly ok: false; readonly refusal: Refusal } {
  const allowed = policy.plans[plan].models;
  const name = asked ?? allowed[0] ?? "";
  const model = Object.hasOwn(policy.models, name) ? policy.models[name] : undefined;
  if (!model) return { ok: false, refusal: { code: "invalid_request", message: "model: no such model" } };
  if (allowed.includes(name)) return { ok: true, model };
  return {
    ok: false,
    refusal: {
      code: "forbidden",
      scope: "plan.models",
      upgrade: true,
      message: "Your plan does not include this model.",
    },
  };
}
