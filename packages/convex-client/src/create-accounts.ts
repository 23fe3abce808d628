import type { Accounts } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { ACTIONS, MUTATIONS, QUERIES } from "./functions.ts";
import { isAccountSession } from "./reply-shapes.ts";

export interface AccountsOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** For calls that send an email or check a password, milliseconds. Default 12 s. */
  readonly actionTimeoutMs?: number;
  /** For calls that read or end a session, including the repeat, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
}

/** Convex as the Accounts. Throws what the TurnStore throws. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { serviceToken: token, actionTimeoutMs = 12_000, timeoutMs = 5_000 } = options;
  // A code is used up by its first use and an email goes out once: calls for either are never repeated automatically.
  const once = { token, timeoutMs: actionTimeoutMs, attempts: 1 };
  const again = { token, timeoutMs, attempts: 2 };
  // Every guest's page waits for this reply when it opens.
  const soon = { token, timeoutMs: Math.min(timeoutMs, 1_000), attempts: 1 };
  return {
    async sendCode(to) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.signIn.sendCode, to));
      return expectReply(reply, isResult);
    },
    async signIn(request) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.signIn.enter, request));
      return expectReply(reply, (result) => isResult(result) && (!result.ok || isAccountSession(result.session)));
    },
    async setPassword(change) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.signIn.setPassword, change));
      return expectReply(reply, isResult);
    },
    async passkeyOptions(to) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.passkeys.options, { to }));
      return expectReply(reply, (result) => isResult(result) && (!result.ok || isText(result.options.challenge)));
    },
    async addPasskey(made) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.passkeys.add, made));
      return expectReply(reply, isResult);
    },
    async providers() {
      const reply = await callConvex(options, again, (convex) => convex.query(QUERIES.signIn.providers, {}));
      return expectReply(reply, (all) => Array.isArray(all));
    },
    async providerUrl(provider) {
      const reply = await callConvex(options, once, (convex) => convex.action(ACTIONS.signIn.provider, { provider }));
      return expectReply(reply, (result) => isResult(result) && (!result.ok || isText(result.url)));
    },
    async renew(sid) {
      const reply = await callConvex(options, again, (convex) =>
        convex.mutation(MUTATIONS.accounts.renew, { sid }, { skipQueue: true }),
      );
      return expectReply(reply, (session) => session === null || isAccountSession(session));
    },
    async hasSignedIn(guestId) {
      const reply = await callConvex(options, soon, (convex) =>
        convex.query(QUERIES.accounts.hasSignedIn, { guestId }),
      );
      return expectReply(reply, (has) => typeof has === "boolean");
    },
    async signOut(session) {
      await callConvex(options, again, (convex) =>
        convex.mutation(MUTATIONS.accounts.signOut, session, { skipQueue: true }),
      );
    },
  };
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isResult(reply: { readonly ok: boolean; readonly refusal?: unknown }): boolean {
  return reply.ok || typeof reply.refusal === "object";
}
