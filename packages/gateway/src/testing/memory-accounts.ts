import type { Accounts, AccountSession } from "@sendcat/shared-types";

export interface MemoryAccounts {
  readonly port: Accounts;
  /** Letters, by address: the codes in them are all `123456`. */
  readonly letters: string[];
  /** Sessions that have not ended. */
  readonly sessions: Map<string, AccountSession>;
  /** Guests who have signed in. */
  readonly guests: (string | null)[];
}

const WRONG = { ok: false, refusal: { code: "forbidden", scope: "account.code" } } as const;

/** One account, `pro-ana`, which was there before; its code is `123456` and its password `correct horse`. */
export function memoryAccounts(): MemoryAccounts {
  const letters: string[] = [];
  const sessions = new Map<string, AccountSession>();
  const guests: (string | null)[] = [];
  const port: Accounts = {
    async sendCode({ email }) {
      letters.push(email);
      return { ok: true };
    },
    async signIn({ email, proof, guestId }) {
      const isRight = "code" in proof ? proof.code === "123456" : proof.password === "correct horse";
      if (!isRight) return WRONG;
      const standing = { userId: "pro-ana", plan: "pro", role: "user" } as const;
      const session: AccountSession = { sid: `sid${sessions.size}`, email, standing };
      sessions.set(session.sid, session);
      const isNew = guestId !== null && !guests.includes(guestId);
      guests.push(guestId);
      return { ok: true, session, carriedFrom: isNew ? guestId : null };
    },
    setPassword: async ({ code }) => (code === "123456" ? { ok: true } : WRONG),
    renew: async (sid) => sessions.get(sid) ?? null,
    async signOut({ sid, everywhere }) {
      if (everywhere) sessions.clear();
      else sessions.delete(sid);
    },
  };
  return { port, letters, sessions, guests };
}
