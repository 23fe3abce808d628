import type { Refusal } from "@sendcat/shared-types";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** With a value that fits none of several schemas: the issues with each of them. */
  readonly errors?: readonly (readonly Issue[])[];
}

interface Problem {
  readonly issues: readonly Issue[];
}

/** Says which field is wrong; repeats none of its content. */
export function invalid({ issues: [first] }: Problem): Refusal {
  const issue = first && meant(first);
  const field = issue?.path.join(".") ?? "";
  const message = field ? `${field}: ${issue?.message}` : (issue?.message ?? "The body has the wrong shape.");
  return { code: "invalid_request", message };
}

/** The issue with the schema that the value comes closest to. */
function meant(issue: Issue): Issue {
  const [nearest] = issue.errors?.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return nearest ? meant({ ...nearest, path: [...issue.path, ...nearest.path] }) : issue;
}
