import { api } from "@sendcat/convex/api";

/** The Convex functions that the page watches and calls. */
export const listThreads = api.threads.list;
export const getThread = api.threads.get;
export const pinnedThreads = api.threads.pinned;
export const searchThreads = api.threads.search;
/** Newest first. */
export const listMessages = api.messages.list;
export const renameThread = api.threads.rename;
export const pinThread = api.threads.pin;
export const removeThread = api.threads.remove;
export const restoreThread = api.threads.restore;
export const shareOfThread = api.shares.ofThread;
export const createShare = api.shares.create;
export const revokeShare = api.shares.revoke;
export const listExports = api.exports.list;
export const requestExport = api.exports.request;
export const erasePerson = api.people.erase;
export const listPasskeys = api.passkeys.list;
export const removePasskey = api.passkeys.remove;
export const isErasing = api.people.erasing;
