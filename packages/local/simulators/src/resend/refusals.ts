import type { ErrorResponse } from "resend";

/** An error in Resend's form. */
export type Refusal = ErrorResponse & { readonly statusCode: number };

/** Errors by Resend's documentation, resend.com/docs/api-reference/errors. */
export const NO_KEY: Refusal = { statusCode: 401, name: "missing_api_key", message: "Missing API Key" };
export const WRONG_KEY: Refusal = { statusCode: 401, name: "validation_error", message: "API key is invalid" };
export const NOT_FOUND: Refusal = {
  statusCode: 404,
  name: "not_found",
  message: "The requested endpoint does not exist.",
};

export const missing = (field: string): Refusal => ({
  statusCode: 422,
  name: "missing_required_field",
  message: `Missing \`${field}\` field.`,
});

export const invalid = (field: string): Refusal => ({
  statusCode: 422,
  name: field === "from" ? "invalid_from_address" : "validation_error",
  message: `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
});

/** The failures that `POST /admin/faults` asks for by name. */
export const FAULTS: Readonly<Record<string, Refusal>> = Object.fromEntries(
  (
    [
      { statusCode: 500, name: "application_error", message: "An unexpected error occurred." },
      {
        statusCode: 429,
        name: "rate_limit_exceeded",
        message: "Too many requests. You can only make 5 requests per second.",
      },
      { statusCode: 429, name: "daily_quota_exceeded", message: "You have reached your daily email sending quota." },
    ] as const satisfies readonly Refusal[]
  ).map((fault) => [fault.name, fault]),
);
