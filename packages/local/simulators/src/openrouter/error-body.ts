export interface OpenRouterError {
  readonly code: number | string;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const PROVIDER = { provider_name: "Simulated" };

const MESSAGES: Readonly<Record<string, Omit<OpenRouterError, "code">>> = {
  "400": { message: "Invalid request" },
  "401": { message: "User not found." },
  "402": { message: "Insufficient credits. Add more using https://openrouter.ai/settings/credits" },
  "403": {
    message: "Input was flagged by moderation",
    metadata: { ...PROVIDER, reasons: ["harassment"], flagged_input: "..." },
  },
  "404": { message: "No endpoints found for this model." },
  "408": { message: "Request timed out" },
  "429": {
    message: "Provider returned error",
    metadata: { ...PROVIDER, raw: "This model is temporarily rate-limited upstream. Please retry shortly." },
  },
  "500": { message: "Internal Server Error" },
  "502": { message: "Provider returned error", metadata: { ...PROVIDER, raw: "upstream connect error" } },
  "503": { message: "No available model provider that meets your routing requirements" },
  "504": { message: "Provider timed out" },
  "529": { message: "Provider returned error", metadata: { ...PROVIDER, raw: "Overloaded" } },
};

export const HTTP_FAULTS: readonly string[] = Object.keys(MESSAGES);

export function errorOf(status: number): OpenRouterError {
  return { code: status, message: "Error", ...MESSAGES[String(status)] };
}
