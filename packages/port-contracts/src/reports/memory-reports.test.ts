import { memoryReports } from "./memory-reports.ts";
import { reportsContract } from "./reports-contract.ts";

reportsContract("in memory", async () => {
  const threads = new Map<string, string>();
  return {
    reports: memoryReports(
      async ({ about, id, reporterId }) => threads.get(about === "turn" ? `${reporterId} ${id}` : id) ?? null,
    ),
    async answer(userId) {
      const [turnId, threadId] = [crypto.randomUUID(), crypto.randomUUID()];
      threads.set(`${userId} ${turnId}`, threadId);
      return { turnId, threadId };
    },
    async share(_, threadId) {
      const shareId = crypto.randomUUID();
      threads.set(shareId, threadId);
      return shareId;
    },
  };
});
