/** Connection state and subscriptions: they would change the one shared connection instead of the data. */
const STATEFUL =
  "AUTH CLIENT DISCARD EXEC HELLO MONITOR MULTI PSUBSCRIBE PUNSUBSCRIBE QUIT READONLY READWRITE RESET SELECT SSUBSCRIBE SUBSCRIBE SUNSUBSCRIBE UNSUBSCRIBE UNWATCH WATCH";
/** They would block every client. */
const BLOCKING = "BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN WAIT WAITAOF";
/** They administer the server. */
const ADMINISTRATIVE =
  "ACL BGREWRITEAOF BGSAVE CLUSTER CONFIG DEBUG FAILOVER MIGRATE MODULE PSYNC REPLCONF REPLICAOF SAVE SHUTDOWN SLAVEOF SYNC";

const REFUSED: ReadonlySet<string> = new Set([STATEFUL, BLOCKING, ADMINISTRATIVE].flatMap((names) => names.split(" ")));
const MAY_BLOCK: ReadonlySet<string> = new Set(["XREAD", "XREADGROUP"]);

/** Why a command cannot be run over REST, or null when it can. */
export function refusalOf(command: readonly [string, ...(string | Buffer)[]]): string | null {
  const name = command[0].toUpperCase();
  const blocks = MAY_BLOCK.has(name) && command.some((part) => String(part).toUpperCase() === "BLOCK");
  if (!REFUSED.has(name) && !blocks) return null;
  return `ERR Command is not available: '${name}'${blocks ? " with BLOCK" : ""}. It cannot be used over REST.`;
}
