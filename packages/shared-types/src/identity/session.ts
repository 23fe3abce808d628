import { z } from "zod";
import { planNameSchema } from "../plans/plan-name-schema.ts";
import { MAX_PASSKEY_NAME_CHARS, newPasskeySchema, passkeyAnswerSchema } from "./passkey.ts";
import { PRINCIPAL_KINDS } from "./principal.ts";
import { MAX_PROOF_CHARS } from "./proof-challenge.ts";
import { providerIdSchema } from "./provider.ts";

/** Name of the HttpOnly cookie that carries a browser's long-lived session token. */
export const SESSION_COOKIE = "sendcat_session";
/** Audience of access tokens, checked by the gateway and by Convex. */
export const ACCESS_AUDIENCE = "sendcat";
/** Audience of session tokens: good for getting access tokens, for nothing else. */
export const SESSION_AUDIENCE = "sendcat-session";
/** Subject of the token with which the gateway settles and stores. */
export const SERVICE_SUBJECT = "service:gateway";

/**
 * Answer of `POST /api/session`. Browsers keep the session token in a cookie they cannot read; native clients ask with
 * `{"client":"native"}`, get `sessionToken` in the body, and send it back as a bearer token to the same route.
 */
export const sessionResponseSchema = z.object({
  token: z.string(),
  expiresAtMs: z.number(),
  user: z.object({
    id: z.string(),
    kind: z.enum(PRINCIPAL_KINDS),
    plan: planNameSchema,
    /** Of an account. */
    email: z.string().optional(),
  }),
  sessionToken: z.string().optional(),
});
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/** A field that people never see. Programs that fill in every field of a form fill in this one. */
export const honeypotSchema = z.string().max(200).optional();

/** What a mailed code is made of. */
export const CODE_DIGITS = 6;
const CODE = new RegExp(`^\\d{${CODE_DIGITS}}$`);
/** How long a password may be. */
export const PASSWORD_CHARS = { min: 10, max: 128 } as const;

/** Whether somebody has typed all of a code. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** An address as people type it; how it is written makes no difference. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
const codeSchema = z.string().trim().regex(CODE);
/** Longer than the core takes, which says how long one may be. */
const passwordSchema = z.string().min(1).max(256);

export const signInSchema = z.union(
  [
    z.strictObject({ email: emailSchema, code: codeSchema }),
    z.strictObject({ email: emailSchema, password: passwordSchema }),
    z.strictObject({ passkey: passkeyAnswerSchema }),
    /** What a provider sent the user back with. */
    z.strictObject({
      provider: providerIdSchema,
      code: z.string().min(1).max(2_048),
      state: z.string().min(1).max(256),
    }),
  ],
  { error: "must be email with code or password, a passkey, or a provider with code and state" },
);
export type SignIn = z.infer<typeof signInSchema>;

/** `POST /api/account/code`. The answer is the same for every address. */
export const codeRequestSchema = z.strictObject({
  email: emailSchema,
  purpose: z.enum(["sign-in", "password", "passkey"]).default("sign-in"),
});

/** `POST /api/account/passkey/options`: empty to sign in; with a code that was mailed for it to add a passkey. */
export const passkeyOptionsRequestSchema = z
  .strictObject({ email: emailSchema.optional(), code: codeSchema.optional() })
  .refine(({ email, code }) => (email === undefined) === (code === undefined), "email and code: both or neither");

/** `POST /api/account/passkey`: keeps what was made with options for it. */
export const passkeyRequestSchema = z.strictObject({
  passkey: newPasskeySchema,
  name: z.string().trim().min(1).max(MAX_PASSKEY_NAME_CHARS).default("Passkey"),
});

/** `POST /api/account/provider`. */
export const providerRequestSchema = z.strictObject({ provider: providerIdSchema });

/** `POST /api/account/password`, with a code that was mailed for it. */
export const passwordRequestSchema = z.strictObject({ email: emailSchema, code: codeSchema, password: passwordSchema });

export const sessionRequestSchema = z.strictObject({
  client: z.enum(["browser", "native"]).default("browser"),
  /** The solution of a challenge that came with `proof_required`. */
  proof: z.string().max(MAX_PROOF_CHARS).optional(),
  /** Makes the session an account's; what the guest had goes with it. */
  signIn: signInSchema.optional(),
  /** Ends the account's session here, or all of its sessions, and begins one of a new guest. */
  signOut: z.enum(["here", "everywhere"]).optional(),
  website: honeypotSchema,
});
