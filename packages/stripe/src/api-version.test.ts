import { readFileSync } from "node:fs";
import { Stripe } from "stripe";
import { expect, it } from "vitest";

it("the operator is told to make the webhook endpoint in the API version that the code reads", () => {
  const page = readFileSync(new URL("../../../docs/deploy.md", import.meta.url), "utf8");
  expect(page).toContain(`in the API version \`${Stripe.API_VERSION}\``);
});
