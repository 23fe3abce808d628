import type { SearchProvider, ToolName, ToolPolicy } from "@sendcat/shared-types";
import { internal } from "../_generated/api.js";
import type { ActionCtx } from "../_generated/server.js";
import { ebayEnv, serperEnv } from "../model/platform/env.ts";
import { ebayListings, type EbayToken } from "./ebay.ts";
import { serperShopping, serperWeb } from "./serper.ts";

type Ctx = Pick<ActionCtx, "runQuery" | "runMutation">;

/** A tool's search provider; null when this deployment has no key for it. */
export function providerOf(ctx: Ctx, tool: ToolName, policy: ToolPolicy): SearchProvider | null {
  return PROVIDERS[tool](ctx, policy);
}

const PROVIDERS: Readonly<Record<ToolName, (ctx: Ctx, policy: ToolPolicy) => SearchProvider | null>> = {
  search_web: (_, policy) => serper((options) => serperWeb({ ...options, policy })),
  search_products: ebay,
  search_global: (_, policy) => serper((options) => serperShopping({ ...options, policy })),
};

function serper(create: (options: ReturnType<typeof serperEnv>) => SearchProvider): SearchProvider | null {
  const options = serperEnv();
  return options.apiKey === "" ? null : create(options);
}

function ebay(ctx: Ctx, policy: ToolPolicy): SearchProvider | null {
  const options = ebayEnv();
  if (options.clientId === "" || options.clientSecret === "") return null;
  return ebayListings({
    ...options,
    policy,
    now: () => Date.now(),
    loadToken: async (): Promise<EbayToken | null> =>
      await ctx.runQuery(internal.tools.providerTokens.load, { provider: "ebay" }),
    saveToken: async (token) => {
      await ctx.runMutation(internal.tools.providerTokens.save, { provider: "ebay", token: token && { ...token } });
    },
  });
}
