import type { Stripe } from "stripe";

/** An answer with an error, in Stripe's form. */
export interface Refusal {
  readonly status: number;
  readonly error: Pick<Stripe.StripeRawError, "type" | "code" | "param"> & { readonly message: string };
}

const invalid = (status: number, error: Omit<Refusal["error"], "type">): Refusal => ({
  status,
  error: { type: "invalid_request_error", ...error },
});

export const unknownRoute = (method: string, path: string): Refusal =>
  invalid(404, { message: `Unrecognized request URL (${method}: ${path}).` });

export const noKey = (): Refusal => invalid(401, { message: "You did not provide an API key." });

export const wrongKey = (): Refusal => invalid(401, { message: "Invalid API Key provided" });

export const wrongVersion = (version: string): Refusal =>
  invalid(400, { message: `Invalid Stripe API version: ${version}` });

export const missing = (param: string): Refusal =>
  invalid(400, { code: "parameter_missing", param, message: `Missing required param: ${param}.` });

export const unknownObject = (param: string, what: string): Refusal =>
  invalid(400, { code: "resource_missing", param, message: `No such ${what}` });

export const notAnAddress = (param: string): Refusal =>
  invalid(400, { code: "url_invalid", param, message: "Not a valid URL" });

export const wrongValue = (param: string): Refusal => invalid(400, { param, message: `Invalid ${param}` });

export const keyUsedElsewhere = (key: string): Refusal => ({
  status: 400,
  error: {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  },
});

/** The failures that `POST /admin/faults` asks for. */
export const FAULTS: Readonly<Record<string, Refusal>> = {
  "rate-limit": invalid(429, { code: "rate_limit", message: "Request rate limit exceeded." }),
  down: { status: 500, error: { type: "api_error", message: "An unknown error occurred." } },
};
