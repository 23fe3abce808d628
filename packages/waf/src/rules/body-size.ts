import type { Rule } from "../rule.ts";
import { decimalAbove } from "./decimal-above.ts";

/** DEFAULT_POLICY.maxBodyBytes; the gateway counts what really arrives, this stops what admits to more before any code runs. */
const MAX_BODY_BYTES = 65_536;

export const bodySize: Rule = {
  id: "body-size",
  name: "Bodies over 64 KiB",
  description: "Denies API calls whose Content-Length passes 64 KiB or is no number.",
  active: true,
  any: [
    [
      { type: "path", op: "pre", value: "/api/" },
      // As text: the dashboard offers no numeric operator for a header.
      { type: "header", key: "content-length", op: "re", value: decimalAbove(MAX_BODY_BYTES) },
    ],
    [
      { type: "path", op: "pre", value: "/api/" },
      { type: "header", key: "content-length", op: "ex" },
      { type: "header", key: "content-length", op: "re", neg: true, value: "^[0-9]{1,15}$" },
    ],
  ],
  action: { type: "deny" },
};
