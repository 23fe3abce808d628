import type { SearchProvider, ToolName, ToolPolicy } from "@sendcat/shared-types";
import { internal } from "../_generated/api.js";
import type { ActionCtx } from "../_generated/server.js";
import { ebayEnv, serperEnv } from "../model/platform/env.ts";
import { ebayListings, type EbayToken } from "./ebay.ts";
import { serperShopping, serperWeb } from "./serper.ts";

type Ctx = Pick<ActionCtx, "runQuery" | "runMutation">;

/** Who is searched for a tool; null when this deployment was given no key for them. */
export function providerOf(ctx: Ctx, tool: ToolName, policy: ToolPolicy): SearchProvider | null {
  if (tool === "search_products") {
    const ebay = ebayEnv();
    if (ebay.clientId === "" || ebay.clientSecret === "") return null;
    return ebayListings({
      ...ebay,
      policy,
      now: () => Date.now(),
      loadToken: async (): Promise<EbayToken | null> =>
        await ctx.runQuery(internal.tools.providerTokens.load, { provider: "ebay" }),
      saveToken: async (token) => {
        await ctx.runMutation(internal.tools.providerTokens.save, { provider: "ebay", token: token && { ...token } });
      },
    });
  }
  const serper = serperEnv();
  if (serper.apiKey === "") return null;
  return tool === "search_web" ? serperWeb({ ...serper, policy }) : serperShopping({ ...serper, policy });
}
