import { z } from "zod";
import { askFor, jsonOf } from "../ask.ts";
import { failed, ok, type Check } from "../check.ts";

const keySchema = z.object({
  kid: z.string().min(1),
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
});
const ownSchema = keySchema.extend({ d: z.string() });
const setSchema = z.object({ keys: z.array(keySchema) });

/** The app publishes the public half of the key that was given: the same key signs there. */
export const appKeys: Check = {
  name: "the public keys",
  needs: ["SENDCAT_SIGNING_KEY"],
  mend: "Put one signing key wherever something signs, and redeploy (docs/deploy.md, step 1).",
  async look({ origin, env }) {
    const own = ownSchema.safeParse(jsonOf({ text: env["SENDCAT_SIGNING_KEY"] ?? "" }));
    if (!own.success) return failed("SENDCAT_SIGNING_KEY is no private ES256 key as a JWK with a kid");
    const { keys } = setSchema.parse(jsonOf(await askFor(`${origin}/.well-known/jwks.json`, 200)));
    const { kid, x, y } = own.data;
    const found = keys.some((key) => key.kid === kid && key.x === x && key.y === y);
    return found ? ok(`${keys.length} published, ours among them`) : failed("the app signs with another key");
  },
};
