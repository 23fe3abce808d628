import { memoryShares } from "./memory-shares.ts";
import { shareStoreContract } from "./share-store-contract.ts";

shareStoreContract("in memory", async () => {
  const { store, say, share, revoke } = memoryShares();
  return {
    shares: store,
    ownerId: "guest:ana",
    converse: async (threadId, question, answer) =>
      say(
        threadId,
        { role: "user", text: question, status: "complete" },
        { role: "assistant", text: answer, status: "complete" },
      ),
    share: async (threadId) => share(threadId),
    revoke: async (threadId) => revoke(threadId),
  };
});
