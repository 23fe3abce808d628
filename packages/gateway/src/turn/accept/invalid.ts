import type { Refusal } from "@sendcat/shared-types";

interface Problem {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** Says which field is wrong; repeats none of its content. */
export function invalid({ issues: [issue] }: Problem): Refusal {
  const field = issue?.path.join(".") ?? "";
  const message = field ? `${field}: ${issue?.message}` : (issue?.message ?? "The body has the wrong shape.");
  return { code: "invalid_request", message };
}
