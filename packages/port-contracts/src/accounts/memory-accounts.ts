import {
  PASSWORD_CHARS,
  type Accounts,
  type AccountSession,
  type AccountStanding,
  type CodePurpose,
  type Refusal,
  type SignIn,
} from "@sendcat/shared-types";

export interface MemoryAccounts {
  readonly port: Accounts;
  /** The newest is last; `code` is null in an email to an address without an account. */
  readonly letters: { readonly to: string; readonly code: string | null }[];
  /** Sessions that have not ended. */
  readonly sessions: Map<string, AccountSession>;
  /** Guests who have signed in. */
  readonly guests: (string | null)[];
  /** For each password that was set and each passkey that was added: the session that was kept. */
  readonly kept: (string | null)[];
}

/** Attempts before a code becomes invalid. */
const CODE_TRIES = 5;

interface Account {
  readonly standing: AccountStanding;
  password: string | null;
}

const refuse = (code: Refusal["code"], scope: string) => ({ ok: false, refusal: { code, scope } }) as const;

/**
 * Every emailed code is `123456`, and a provider's code is `island-code` for the address its page was opened with. One account exists from
 * the start: `pro-ana` of `ana@sendcat.test`, with the password `correct horse` and the passkey `cGFzc2tleQ`, which answers any challenge.
 */
export function memoryAccounts(): MemoryAccounts {
  const letters: { to: string; code: string | null }[] = [];
  const sessions = new Map<string, AccountSession>();
  const guests: (string | null)[] = [];
  const kept: (string | null)[] = [];
  const ana: Account = { standing: { userId: "pro-ana", plan: "pro", role: "user" }, password: "correct horse" };
  const accounts = new Map<string, Account>([["ana@sendcat.test", ana]]);
  /** Attempts left for each emailed code, by purpose and address. */
  const codes = new Map<string, number>();
  /** Guest names that became an account's, or were carried over to one. */
  const taken = new Set(["pro-ana"]);
  /** State values of the provider's open sign-in pages. */
  const states = new Set<string>();

  const takeCode = (purpose: CodePurpose, email: string, code: string): boolean => {
    const key = `${purpose} ${email}`;
    const left = codes.get(key) ?? 0;
    const isRight = left > 0 && code === "123456";
    if (isRight) codes.delete(key);
    else codes.set(key, left - 1);
    return isRight;
  };
  const prove = (proof: SignIn): string | { readonly ok: false; readonly refusal: Refusal } => {
    if ("passkey" in proof)
      return proof.passkey.id === "cGFzc2tleQ" ? "ana@sendcat.test" : refuse("forbidden", "account.passkey");
    if ("provider" in proof) {
      const [word, email = "ana@sendcat.test"] = proof.code.split(" ");
      const isRight = proof.provider === "islandid" && word === "island-code" && states.delete(proof.state);
      return isRight ? email : refuse("forbidden", "account.provider");
    }
    if ("code" in proof)
      return takeCode("sign-in", proof.email, proof.code) ? proof.email : refuse("forbidden", "account.code");
    const password = accounts.get(proof.email)?.password;
    return password === proof.password ? proof.email : refuse("forbidden", "account.password");
  };
  const accountOf = (email: string, guestId: string | null) => {
    const isFree = guestId !== null && !taken.has(guestId);
    if (isFree) taken.add(guestId);
    const known = accounts.get(email);
    if (known) return { account: known, carriedFrom: isFree ? guestId : null };
    const userId = isFree ? guestId : `user:${crypto.randomUUID()}`;
    const account: Account = { standing: { userId, plan: "free", role: "user" }, password: null };
    taken.add(userId);
    accounts.set(email, account);
    return { account, carriedFrom: null };
  };
  const endSessions = (email: string, keep: string | null): void => {
    for (const { sid, id, email: of } of sessions.values()) if (of === email && id !== keep) sessions.delete(sid);
  };

  const port: Accounts = {
    async sendCode({ email, purpose }) {
      const hasCode = purpose === "sign-in" || accounts.has(email);
      if (hasCode) codes.set(`${purpose} ${email}`, CODE_TRIES);
      letters.push({ to: email, code: hasCode ? "123456" : null });
      return { ok: true };
    },
    async signIn({ proof, guestId }) {
      const email = prove(proof);
      if (typeof email !== "string") return email;
      const { account, carriedFrom } = accountOf(email, guestId);
      const { standing } = account;
      const session: AccountSession = { sid: crypto.randomUUID(), id: crypto.randomUUID(), email, standing };
      sessions.set(session.sid, session);
      guests.push(guestId);
      return { ok: true, session, carriedFrom };
    },
    async setPassword({ email, code, password, keep }) {
      if (password.length < PASSWORD_CHARS.min || password.length > PASSWORD_CHARS.max)
        return refuse("invalid_request", "account.password");
      const account = accounts.get(email);
      if (!takeCode("password", email, code) || !account) return refuse("forbidden", "account.code");
      account.password = password;
      kept.push(keep);
      endSessions(email, keep);
      return { ok: true };
    },
    async passkeyOptions(to) {
      if (to && !takeCode("passkey", to.email, to.code)) return refuse("forbidden", "account.code");
      return { ok: true, options: { challenge: crypto.randomUUID() } };
    },
    async addPasskey({ passkey, keep }) {
      if (passkey.id !== "cGFzc2tleQ") return refuse("forbidden", "account.passkey");
      kept.push(keep);
      endSessions("ana@sendcat.test", keep);
      return { ok: true };
    },
    providers: async () => [{ id: "islandid", name: "Island ID" }],
    async providerUrl(provider) {
      if (provider !== "islandid") return refuse("not_found", "account.provider");
      const state = `s${states.size + 1}`;
      states.add(state);
      return { ok: true, url: `https://island.test/authorize?state=${state}`, state };
    },
    renew: async (sid) => sessions.get(sid) ?? null,
    hasSignedIn: async (guestId) => taken.has(guestId),
    async signOut({ sid, everywhere }) {
      const session = sessions.get(sid);
      if (session && everywhere) endSessions(session.email, null);
      sessions.delete(sid);
    },
  };
  return { port, letters, sessions, guests, kept };
}
