import { passkeyOptionsSchema } from "../identity/passkey.ts";
import { providersResponseSchema, providerUrlResponseSchema } from "../identity/provider.ts";
import {
  codeRequestSchema,
  passkeyOptionsRequestSchema,
  passkeyRequestSchema,
  passwordRequestSchema,
  providerRequestSchema,
} from "../identity/session.ts";
import type { ApiRoute } from "./api-route.ts";
import { doneSchema } from "./plain-answers.ts";
import { CODE_TRY_LIMITERS, json, jsonBody, SIGN_IN_LIMITERS } from "./route-parts.ts";

/** The rows of `API_ROUTES` for codes, passwords, passkeys and sign-in providers. */
export const ACCOUNT_ROUTES = [
  {
    method: "POST",
    path: "/api/account/code",
    summary: "Mails a code. The answer does not say whether the address has an account.",
    caller: "public",
    crossOrigin: true,
    botCheck: true,
    ownThrottles: ["code", "code-account", "code-account-day"],
    body: jsonBody(codeRequestSchema, 2_048),
    answers: { 200: json(doneSchema) },
    refusals: ["not_found", "proof_required"],
  },
  {
    method: "POST",
    path: "/api/account/password",
    summary: "Sets a password with a mailed code. The account's other sessions end.",
    caller: "code",
    crossOrigin: true,
    ownThrottles: CODE_TRY_LIMITERS,
    body: jsonBody(passwordRequestSchema, 2_048),
    answers: { 200: json(doneSchema) },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/account/passkey/options",
    summary: "Gives the options of a WebAuthn call: to sign in, or, with a mailed code, to add a passkey.",
    caller: "public",
    crossOrigin: true,
    ownThrottles: CODE_TRY_LIMITERS,
    body: jsonBody(passkeyOptionsRequestSchema, 2_048),
    answers: { 200: json(passkeyOptionsSchema) },
    refusals: ["forbidden", "not_found"],
  },
  {
    method: "POST",
    path: "/api/account/passkey",
    summary: "Stores a passkey that was made with options for it. The account's other sessions end.",
    caller: "code",
    crossOrigin: true,
    ownThrottles: SIGN_IN_LIMITERS,
    // An attestation with its key is the largest.
    body: jsonBody(passkeyRequestSchema, 12_288),
    answers: { 200: json(doneSchema) },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/account/providers",
    summary: "Lists the sign-in providers.",
    caller: "public",
    crossOrigin: true,
    throttle: { name: "providers", by: "address", scope: "ip.providers" },
    answers: { 200: json(providersResponseSchema) },
  },
  {
    method: "POST",
    path: "/api/account/provider",
    summary: "Gives the address at which to sign in with a provider.",
    caller: "public",
    crossOrigin: true,
    ownThrottles: SIGN_IN_LIMITERS,
    body: jsonBody(providerRequestSchema, 2_048),
    answers: { 200: json(providerUrlResponseSchema) },
    refusals: ["not_found"],
  },
] as const satisfies readonly ApiRoute[];
