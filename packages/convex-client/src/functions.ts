import {
  makeFunctionReference,
  type FunctionReference,
  type FunctionType,
  type PaginationOptions,
  type PaginationResult,
} from "convex/server";
import type {
  Accounts,
  AttachmentStore,
  AttachmentView,
  AuditEvent,
  BeginTurn,
  Checkpoint,
  CheckpointReply,
  CoreTask,
  DayPage,
  FinishTurn,
  Ledger,
  MessageView,
  OperationsLog,
  Purchases,
  Refusal,
  ReportView,
  Reports,
  SharedPage,
  ThreadView,
  ToolQueue,
  ToolQuestion,
  TurnOwner,
  TurnStore,
  WebhookDelivery,
  WebhookOutcome,
} from "@sendcat/shared-types";

type Method = (...args: never[]) => Promise<unknown>;
type First<M extends Method> = Parameters<M>[0];
type Reply<M extends Method> = Awaited<ReturnType<M>>;
type Fields<T> = { [K in keyof T]: T[K] };
type Reference<Kind extends FunctionType, Args, Result> = FunctionReference<Kind, "public", Fields<Args>, Result>;
type Page<Item> = PaginationResult<Item>;
interface Paginated {
  readonly paginationOpts: Pick<PaginationOptions, "cursor" | "numItems">;
}
interface Upload {
  readonly ownerId: string;
  readonly storageId: string;
  readonly name: string;
}

function query<Args, Result>(name: string): Reference<"query", Args, Result> {
  return makeFunctionReference(name);
}
function mutation<Args, Result>(name: string): Reference<"mutation", Args, Result> {
  return makeFunctionReference(name);
}
function action<Args, Result>(name: string): Reference<"action", Args, Result> {
  return makeFunctionReference(name);
}

/**
 * The core's functions that this package calls, by kind and module, without importing the core. `convex/functions.test.ts` compares them
 * with the core.
 */
export const QUERIES = {
  accounts: { hasSignedIn: query<{ guestId: string }, boolean>("accounts:hasSignedIn") },
  billing: { purchases: query<{ ownerId: string }, Reply<Purchases["of"]>>("billing:purchases") },
  messages: { list: query<{ threadId: string } & Paginated, Page<MessageView>>("messages:list") },
  operations: {
    contract: query<{}, Reply<OperationsLog["contract"]>>("operations:contract"),
    queues: query<{}, Reply<OperationsLog["queues"]>>("operations:queues"),
    recent: query<{}, Reply<OperationsLog["recent"]>>("operations:recent"),
  },
  reports: { list: query<Paginated, Page<ReportView>>("reports:list") },
  shares: { read: query<{ shareId: string } & Paginated, SharedPage | null>("shares:read") },
  signIn: { providers: query<{}, Reply<Accounts["providers"]>>("signIn:providers") },
  threads: {
    list: query<Paginated, Page<ThreadView>>("threads:list"),
    get: query<{ threadId: string }, ThreadView | null>("threads:get"),
  },
  turns: {
    signals: query<{ worker: string }, Reply<TurnStore["signals"]>>("turns:signals"),
    read: query<First<TurnStore["read"]>, Reply<TurnStore["read"]>>("turns:read"),
  },
  usage: {
    dayTotals: query<{ day: string; after: number | null }, DayPage>("usage:dayTotals"),
    userTotals: query<First<Ledger["userTotals"]>, Reply<Ledger["userTotals"]>>("usage:userTotals"),
  },
};

export const MUTATIONS = {
  accounts: {
    renew: mutation<{ sid: string }, Reply<Accounts["renew"]>>("accounts:renew"),
    signOut: mutation<First<Accounts["signOut"]>, null>("accounts:signOut"),
  },
  attachments: {
    begin: mutation<{ ownerId: string }, { ok: true; uploadUrl: string } | { ok: false; refusal: Refusal }>(
      "attachments:begin",
    ),
    commit: mutation<Upload & Pick<AttachmentView, "mediaType">, Reply<AttachmentStore["put"]>>("attachments:commit"),
  },
  operations: {
    append: mutation<AuditEvent, null>("operations:append"),
    perform: mutation<Pick<AuditEvent, "actor" | "requestId"> & { task: CoreTask }, null>("operations:perform"),
  },
  reports: {
    file: mutation<First<Reports["file"]>, boolean>("reports:file"),
    handle: mutation<Pick<AuditEvent, "actor" | "requestId"> & { reportId: string }, null>("reports:handle"),
  },
  toolJobs: {
    ask: mutation<ToolQuestion, Reply<ToolQueue["ask"]>>("toolJobs:ask"),
    deliverLater: mutation<First<ToolQueue["deliverLater"]>, Reply<ToolQueue["deliverLater"]>>("toolJobs:deliverLater"),
    cancel: mutation<{ key: string }, null>("toolJobs:cancel"),
  },
  turns: {
    begin: mutation<BeginTurn & { owner: TurnOwner; beginKey: string }, Reply<TurnStore["begin"]>>("turns:begin"),
    checkpoint: mutation<{ checkpoints: readonly Checkpoint[] }, readonly CheckpointReply[]>("turns:checkpoint"),
    beat: mutation<{ worker: string; leaseMs: number }, null>("turns:beat"),
    follow: mutation<{ turnId: string }, Reply<TurnStore["requestStop"]>>("turns:follow"),
    finish: mutation<FinishTurn, { applied: boolean }>("turns:finish"),
    oweSettlement: mutation<{ turnId: string }, null>("turns:oweSettlement"),
    requestStop: mutation<{ turnId: string }, Reply<TurnStore["requestStop"]>>("turns:requestStop"),
  },
  webhooks: { receive: mutation<WebhookDelivery, WebhookOutcome>("webhooks:receive") },
};

export const ACTIONS = {
  documents: { commit: action<Upload, Reply<AttachmentStore["put"]>>("documents:commit") },
  passkeys: {
    options: action<{ to: First<Accounts["passkeyOptions"]> }, Reply<Accounts["passkeyOptions"]>>("passkeys:options"),
    add: action<First<Accounts["addPasskey"]>, Reply<Accounts["addPasskey"]>>("passkeys:add"),
  },
  signIn: {
    sendCode: action<First<Accounts["sendCode"]>, Reply<Accounts["sendCode"]>>("signIn:sendCode"),
    enter: action<First<Accounts["signIn"]>, Reply<Accounts["signIn"]>>("signIn:enter"),
    setPassword: action<First<Accounts["setPassword"]>, Reply<Accounts["setPassword"]>>("signIn:setPassword"),
    provider: action<{ provider: string }, Reply<Accounts["providerUrl"]>>("signIn:provider"),
  },
};
