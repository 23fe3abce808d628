import { accountsContract } from "./accounts-contract.ts";
import { memoryAccounts } from "./memory-accounts.ts";

accountsContract("in memory", async () => {
  const { port, letters } = memoryAccounts();
  return {
    accounts: port,
    codeIn: (email) => letters.findLast(({ to }) => to === email)?.code ?? null,
    writeAs: async () => undefined,
    providerId: "islandid",
    atProvider: async (url, email) => ({
      code: `island-code ${email}`,
      state: new URL(url).searchParams.get("state") ?? "",
    }),
  };
});
