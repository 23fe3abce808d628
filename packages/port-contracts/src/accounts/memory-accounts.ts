import type { Accounts, AccountSession, SignIn } from "@sendcat/shared-types";

export interface MemoryAccounts {
  readonly port: Accounts;
  /** Letters, by address: the codes in them are all `123456`. */
  readonly letters: string[];
  /** Sessions that have not ended. */
  readonly sessions: Map<string, AccountSession>;
  /** Guests who have signed in. */
  readonly guests: (string | null)[];
  /** Of each password that was set: the session that went on. */
  readonly kept: (string | null)[];
}

const WRONG = { ok: false, refusal: { code: "forbidden", scope: "account.code" } } as const;

/** One account, `pro-ana`, which was there before; its code is `123456`, its password `correct horse`, its passkey `cGFzc2tleQ`, its provider's code `island-code`. */
export function memoryAccounts(): MemoryAccounts {
  const letters: string[] = [];
  const sessions = new Map<string, AccountSession>();
  const guests: (string | null)[] = [];
  const kept: (string | null)[] = [];
  const port: Accounts = {
    async sendCode({ email }) {
      letters.push(email);
      return { ok: true };
    },
    async signIn({ proof, guestId }) {
      if (!isRight(proof)) return WRONG;
      const email = "email" in proof ? proof.email : "ana@sendcat.test";
      const standing = { userId: "pro-ana", plan: "pro", role: "user" } as const;
      const session: AccountSession = { sid: `sid${sessions.size}`, id: `id${sessions.size}`, email, standing };
      sessions.set(session.sid, session);
      const isNew = guestId !== null && !guests.includes(guestId);
      guests.push(guestId);
      return { ok: true, session, carriedFrom: isNew ? guestId : null };
    },
    async setPassword({ code, keep }) {
      if (code !== "123456") return WRONG;
      kept.push(keep);
      return { ok: true };
    },
    async passkeyOptions(to) {
      return to && to.code !== "123456" ? WRONG : { ok: true, options: { challenge: "Y2hhbGxlbmdl" } };
    },
    addPasskey: async ({ passkey }) => (passkey.id === "cGFzc2tleQ" ? { ok: true } : WRONG),
    providers: async () => [{ id: "islandid", name: "Island ID" }],
    async providerUrl(provider) {
      if (provider !== "islandid") return { ok: false, refusal: { code: "not_found", scope: "account.provider" } };
      return { ok: true, url: "https://island.test/authorize?state=s1", state: "s1" };
    },
    renew: async (sid) => sessions.get(sid) ?? null,
    async signOut({ sid, everywhere }) {
      if (everywhere) sessions.clear();
      else sessions.delete(sid);
    },
  };
  return { port, letters, sessions, guests, kept };
}

function isRight(proof: SignIn): boolean {
  if ("passkey" in proof) return proof.passkey.id === "cGFzc2tleQ";
  if ("provider" in proof) return proof.code === "island-code";
  return "code" in proof ? proof.code === "123456" : proof.password === "correct horse";
}
