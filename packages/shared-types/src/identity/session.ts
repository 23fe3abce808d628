import { z } from "zod";
import { planNameSchema } from "../plans/plan-name-schema.ts";
import { MAX_PASSKEY_NAME_CHARS, newPasskeySchema, passkeyAnswerSchema } from "./passkey.ts";
import { PRINCIPAL_KINDS } from "./principal.ts";
import { MAX_PROOF_CHARS } from "./proof-challenge.ts";
import { providerIdSchema } from "./provider.ts";

/**
 * The HttpOnly cookie with a browser's long-lived session token. Over HTTPS the prefix keeps every other host, subdomains included, from
 * setting it (RFC 6265bis, 4.1.3.2); browsers refuse the prefix over plain http, which serves only a machine's own address.
 */
export const SESSION_COOKIE = { https: "__Host-sendcat_session", http: "sendcat_session" } as const;
/** Audience of access tokens, checked by the gateway and by Convex. */
export const ACCESS_AUDIENCE = "sendcat";
/** Audience of session tokens: they can only be exchanged for access tokens. */
export const SESSION_AUDIENCE = "sendcat-session";
/** Subject of the token that the gateway uses to settle and to store. */
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
    /** For an account's session. */
    email: z.string().optional(),
  }),
  sessionToken: z.string().optional(),
});
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/** A form field that users never see. Bots that fill in every field fill in this one too. */
export const honeypotSchema = z.string().max(200).optional();

/** Characters of a mailed code. */
export const CODE_DIGITS = 6;
const CODE = new RegExp(`^\\d{${CODE_DIGITS}}$`);
/** Length of a password. */
export const PASSWORD_CHARS = { min: 10, max: 128 } as const;

/** Whether the text is a complete code. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** An e-mail address as a user types it; upper and lower case make no difference. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
const codeSchema = z.string().trim().regex(CODE);
/** An upper bound above the core's own limit, which decides how long a password may be. */
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

/** The solution of a challenge that came with `proof_required`. */
const proofSchema = z.string().max(MAX_PROOF_CHARS).optional();

/** `POST /api/account/code`. The answer is the same for every address. */
export const codeRequestSchema = z.strictObject({
  email: emailSchema,
  purpose: z.enum(["sign-in", "password", "passkey"]).default("sign-in"),
  proof: proofSchema,
});

/** `POST /api/account/passkey/options`: an empty body to sign in; with a code mailed for it, to add a passkey. */
export const passkeyOptionsRequestSchema = z
  .strictObject({ email: emailSchema.optional(), code: codeSchema.optional() })
  .refine(({ email, code }) => (email === undefined) === (code === undefined), "email and code: both or neither");

/** `POST /api/account/passkey`: stores the passkey that was created with these options. */
export const passkeyRequestSchema = z.strictObject({
  passkey: newPasskeySchema,
  name: z.string().trim().min(1).max(MAX_PASSKEY_NAME_CHARS).default("Passkey"),
});

/** `POST /api/account/provider`. */
export const providerRequestSchema = z.strictObject({ provider: providerIdSchema });

/** `POST /api/account/password`, with a code mailed for it. */
export const passwordRequestSchema = z.strictObject({ email: emailSchema, code: codeSchema, password: passwordSchema });

/**
 * Ends the account's session on this device, or all of its sessions, and starts a new guest's. `forget` also gives a guest a new session, and
 * the new one holds nothing of the one before it.
 */
const signOutSchema = z.enum(["here", "everywhere", "forget"]);
export type SignOut = z.infer<typeof signOutSchema>;

export const sessionRequestSchema = z.strictObject({
  client: z.enum(["browser", "native"]).default("browser"),
  proof: proofSchema,
  /** Turns the session into an account's and moves the guest's data to it. */
  signIn: signInSchema.optional(),
  signOut: signOutSchema.optional(),
  website: honeypotSchema,
});
