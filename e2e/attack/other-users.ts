import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { FAST, messagesOf, postChat, readStream, textOf, turnOf } from "../api/chat.ts";
import type { Attempt } from "./attempt.ts";
import { callCore, newAccount, newGuest, send, type Person, type Target } from "./target.ts";

const SECRET = "48151623";
const PAGE = { paginationOpts: { numItems: 1_000_000, cursor: null } };

/** A conversation that others try to reach. */
async function ownedBy(owner: Person): Promise<{ threadId: string; turnId: string; messageId: string }> {
  const { threadId, turnId, ...body } = turnOf(`${FAST} My order number is ${SECRET}`);
  await readStream(await postChat(owner, { threadId, turnId, ...body }, { "x-simulated-address": owner.from }));
  return { threadId, turnId, messageId: (await messagesOf(owner, threadId)).at(-1)?.id ?? "" };
}

interface ListedFunction {
  readonly identifier: string;
  readonly functionType: string;
  readonly visibility: { readonly kind: string };
}

/** Every function that is deployed, as the administrator's tools list them: a new one is attacked by itself. */
async function deployedFunctions({ convex }: Target): Promise<readonly ListedFunction[]> {
  const response = await fetch(`${convex.url}/api/query`, {
    method: "POST",
    headers: { authorization: `Convex ${convex.adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ path: "_system/cli/modules:apiSpec", args: {}, format: "json" }),
  });
  // safe because another shape fails the attempt
  return ((await response.json()) as { value: ListedFunction[] }).value.filter(({ identifier }) => identifier);
}

const nameOf = ({ identifier }: ListedFunction) => identifier.replace(".js:", ":");

export const OTHER_USER_ATTEMPTS: readonly Attempt[] = [
  {
    title: "another user's conversation through every route that takes an id",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      const { threadId, turnId, messageId } = await ownedBy(owner);
      const as = { token: thief.token, from: thief.from };
      const replies = [
        await send(target, `/api/threads/${threadId}/messages`, as),
        await send(target, `/api/chat/${turnId}/stream`, as),
        await send(target, `/api/chat/${turnId}/stop`, { ...as, method: "POST" }),
        await send(target, "/api/chat", { ...as, body: turnOf(`${FAST} What is my order number?`, { threadId }) }),
        await send(target, "/api/chat", {
          ...as,
          body: { trigger: "regenerate-message", turnId: randomUUID(), threadId, messageId },
        }),
        await send(target, "/api/chat", {
          ...as,
          body: { trigger: "continue-message", turnId: randomUUID(), threadId, messageId },
        }),
        await send(target, `/api/shares/${threadId}`, as),
        await send(target, `/api/threads?cursor=${encodeURIComponent(JSON.stringify([threadId]))}`, as),
      ];
      expect(replies.map(({ status }) => status)).toEqual([404, 204, 404, 404, 404, 404, 404, expect.any(Number)]);
      for (const { text } of replies) expect(text).not.toContain(SECRET);
      expect(await messagesOf(owner, threadId)).toHaveLength(2);
    },
  },
  {
    title: "another user's conversation through every function for users",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      const { threadId, turnId } = await ownedBy(owner);
      const shareId = randomUUID();
      const calls: readonly (readonly [string, object])[] = [
        ["threads:get", { threadId }],
        ["threads:list", PAGE],
        ["threads:rename", { threadId, title: "Mine" }],
        ["threads:pin", { threadId, pinned: true }],
        ["threads:search", { words: SECRET }],
        ["threads:remove", { threadId }],
        ["threads:restore", { threadId }],
        ["archives:open", { threadId }],
        ["messages:list", { threadId, ...PAGE }],
        ["turns:read", { turnId, afterSeq: -1 }],
        ["turns:follow", { turnId }],
        ["turns:requestStop", { turnId }],
        ["shares:create", { threadId, shareId }],
        ["shares:ofThread", { threadId }],
        ["shares:revoke", { threadId }],
        ["exports:request", { threadId, format: "json" }],
      ];
      for (const [path, args] of calls) {
        const { text } = await callCore(target, path, { token: thief.token, args });
        expect(text, path).not.toContain(SECRET);
        expect(text, path).not.toContain(threadId);
      }
      expect((await send(target, `/api/shares/${shareId}`)).status).toBe(404);
      const kept = await callCore(target, "threads:get", { token: owner.token, args: { threadId } });
      expect(kept.value).toMatchObject({ id: threadId });
      expect(kept.text).not.toContain("Mine");
    },
  },
  {
    title:
      "every deployed function without a token, and with a guest's and an account's token where it is not for users",
    async run(target) {
      const functions = await deployedFunctions(target);
      expect(functions.length).toBeGreaterThan(100);
      const people = [await newGuest(target), await newAccount(target)];
      const ofUsers =
        /^(threads|messages|turns:(read|follow|requestStop)|shares:(ofThread|create|revoke)|exports:(list|request)|archives:open|passkeys:(list|remove)|people:(erase|erasing)|retention:mine)/;
      for (const one of functions) {
        const path = nameOf(one);
        const isPublic = one.visibility.kind === "public";
        for (const token of [undefined, ...people.map((person) => person.token)]) {
          if (isPublic && token !== undefined && ofUsers.test(path)) continue;
          const { ok, text } = await callCore(target, path, { token });
          expect(ok, `${path} ${token ? "with a user's token" : "without a token"}: ${text}`).toBe(false);
          if (!isPublic) expect(text, path).toContain("Could not find public function");
        }
      }
    },
  },
  {
    title: "the tables of the components (sessions, codes, passwords, limits) at the deployment's own address",
    async run(target) {
      const { token } = await newGuest(target);
      const models = ["user", "session", "account", "verification", "jwks"];
      const page = { numItems: 10, cursor: null };
      const calls = [
        ...models.map((model) => ["betterAuth", "adapter:findMany", { model, paginationOpts: page }] as const),
        ...models.map(
          (model) => ["betterAuth", "adapter:deleteMany", { input: { model }, paginationOpts: page }] as const,
        ),
        ["rateLimiter", "lib:clearAll", {}] as const,
        ["rateLimiter", "lib:getServerTime", {}] as const,
        ["toolPool", "lib:cancelAll", {}] as const,
      ];
      for (const [componentPath, path, args] of calls)
        for (const kind of ["query", "mutation", "function", "run/adapter/findMany"])
          for (const authorization of [`Bearer ${token}`, undefined]) {
            const response = await fetch(`${target.convex.url}/api/${kind}`, {
              method: "POST",
              headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
              body: JSON.stringify({ path, componentPath, args, format: "json" }),
            });
            expect(await response.text(), `${kind} ${componentPath} ${path}`).not.toContain('"status":"success"');
          }
    },
  },
  {
    title: "the deployment's administration with no key, a wrong one and a user's token",
    async run(target) {
      const { token } = await newAccount(target);
      const paths = [
        "POST /api/deploy2/start_push",
        "POST /api/deploy2/finish_push",
        "POST /api/update_environment_variables",
        "POST /api/export/request/zip",
        "GET /api/export/zip/1",
        "POST /api/import/start_upload",
        "POST /api/perform_import",
        "POST /api/get_config_hashes",
      ];
      for (const call of paths)
        for (const authorization of ["", `Bearer ${token}`, "Convex 0123456789abcdef", "Convex "]) {
          const [method = "", path = ""] = call.split(" ");
          const response = await fetch(target.convex.url + path, {
            method,
            headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
            ...(method === "POST" ? { body: JSON.stringify({ adminKey: "", importId: "1", changes: [] }) } : {}),
          });
          expect(response.status, `${call} ${authorization}`).toBeOneOf([400, 401, 403, 404]);
          expect(await response.text()).not.toContain(target.convex.adminKey);
        }
      const read = await callCore(target, "_system/cli/tableData", {
        token,
        args: { table: "users", order: "asc", ...PAGE },
      });
      expect(read.ok).toBe(false);
      const variables = await callCore(target, "_system/cli/queryEnvironmentVariables", { token });
      expect(variables.ok).toBe(false);
    },
  },
  {
    title: "uploads straight into the file storage, and files of others by guessed names",
    async run(target) {
      for (const path of [
        "/api/storage/upload",
        "/api/storage/upload?token=",
        `/api/storage/upload?token=${randomUUID()}`,
      ]) {
        const response = await fetch(target.convex.url + path, { method: "POST", body: "<script>1</script>" });
        expect(response.status).toBe(400);
      }
      for (const name of [randomUUID(), "..%2f..%2fetc%2fpasswd", "1", "%00", "undefined"])
        expect((await fetch(`${target.convex.url}/api/storage/${name}`)).status).toBe(404);
      const { ok } = await callCore(target, "attachments:begin", { token: (await newAccount(target)).token, args: {} });
      expect(ok).toBe(false);
    },
  },
  {
    title: "a live query of another's conversation at the sync socket, and after the token has expired",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      const { threadId } = await ownedBy(owner);
      const heard = await subscribe(target, thief.token, { threadId });
      expect(heard).not.toContain(SECRET);
      const own = await subscribe(target, owner.token, { threadId });
      expect(own).toContain(SECRET);
      const admin = await subscribe(target, "0123456789abcdef", { threadId, tokenType: "Admin" });
      expect(admin).not.toContain(SECRET);
      const component = await subscribe(target, thief.token, {
        threadId,
        componentPath: "betterAuth",
        udfPath: "adapter:findMany",
      });
      expect(component).not.toContain('"continueCursor"');
    },
  },
  {
    title: "a share under an id that another has, or that can be guessed",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      const [own, others] = [await ownedBy(owner), await ownedBy(thief)];
      const shareId = randomUUID();
      const created = await callCore(target, "shares:create", {
        token: owner.token,
        args: { threadId: own.threadId, shareId },
      });
      expect(created.value).toMatchObject({ ok: true });
      for (const id of [shareId, "1", "aaaaaaaaaaaaaaaa", "00000000-0000-0000-0000-000000000000"]) {
        const taken = await callCore(target, "shares:create", {
          token: thief.token,
          args: { threadId: others.threadId, shareId: id },
        });
        expect(taken.value, id).toMatchObject({ ok: false });
      }
      const shown = await send(target, `/api/shares/${shareId}`);
      expect(shown.text).not.toContain(owner.userId);
      expect(shown.text).not.toContain(own.threadId);
      expect(shown.headers.get("x-robots-tag")).toContain("noindex");
      await callCore(target, "shares:revoke", { token: owner.token, args: { threadId: own.threadId } });
      expect((await send(target, `/api/shares/${shareId}`)).status).toBe(404);
    },
  },
  {
    title: "reading past a list by forged cursors and page sizes",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      await ownedBy(owner);
      const cursors = [
        "",
        "null",
        "[]",
        "[null]",
        JSON.stringify([owner.userId, false, 0, 0, "a"]),
        "x".repeat(1_024),
        "\u0000",
      ];
      for (const cursor of cursors)
        for (const numItems of [1, 1e9, -1, 0.5]) {
          const args = { paginationOpts: { numItems, cursor } };
          expect((await callCore(target, "threads:list", { token: thief.token, args })).text).not.toContain(SECRET);
          const path = `/api/threads?cursor=${encodeURIComponent(cursor)}`;
          const reply = await send(target, path, { token: thief.token });
          expect(reply.status, cursor).toBeLessThan(500);
          expect(reply.text).not.toContain(SECRET);
        }
      const messages = await messagesOf(owner, (await ownedBy(owner)).threadId);
      expect(textOf(messages[0])).toContain(SECRET);
    },
  },
];

/** Subscribes to a conversation's messages by hand, and returns all that the socket said until the query was answered. */
async function subscribe(
  { convex }: Target,
  token: string,
  {
    threadId,
    tokenType = "User",
    udfPath = "messages:list",
    componentPath,
  }: { threadId: string; tokenType?: string; udfPath?: string; componentPath?: string },
): Promise<string> {
  const socket = new WebSocket(`${convex.url.replace(/^http/, "ws")}/api/1.0.0/sync`);
  const said: string[] = [];
  const isOver = new Promise<void>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      said.push(String(data));
      if (/"(QueryUpdated|QueryFailed)"|FatalError|AuthError/.test(String(data))) resolve();
    });
    socket.addEventListener("close", () => resolve());
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const args = componentPath
    ? { model: "session", paginationOpts: { numItems: 5, cursor: null } }
    : { threadId, paginationOpts: { numItems: 10, cursor: null } };
  const add = { type: "Add", queryId: 0, udfPath, args: [args], ...(componentPath ? { componentPath } : {}) };
  for (const message of [
    { type: "Connect", sessionId: randomUUID(), connectionCount: 0, lastCloseReason: null },
    { type: "Authenticate", baseVersion: 0, tokenType, value: token },
    { type: "ModifyQuerySet", baseVersion: 0, newVersion: 1, modifications: [add] },
  ])
    socket.send(JSON.stringify(message));
  await isOver;
  socket.close();
  return said.join("\n");
}
