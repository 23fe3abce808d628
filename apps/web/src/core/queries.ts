import { api } from "@sendcat/convex/api";

/** The Convex functions the page watches and calls, each as one name. */
export const listThreads = api.threads.list;
export const getThread = api.threads.get;
/** Newest first. */
export const listMessages = api.messages.list;
export const renameThread = api.threads.rename;
export const removeThread = api.threads.remove;
