import {
  estimateTokens,
  MAX_PROMPT_CHARS,
  messageText,
  mostTokens,
  priceMicroUsd,
  pricesWithWrites,
  quotaRoute,
  tokenPrices,
  utf8Bytes,
  type ChatRequest,
  type ModelClass,
  type ModelPrices,
  type ModelRoute,
  type Offer,
  type PlanName,
  type Policy,
  type TokenPrices,
} from "@sendcat/shared-types";
import { picturesShown } from "../compose/pictures-shown.ts";
import { INSTRUCTION_BYTES } from "../compose/prompt-note.ts";
import { toolBytes } from "../compose/tool-bytes.ts";
import { searchHoldMicroUsd } from "./search-hold.ts";

/** Most UTF-8 bytes per UTF-16 unit. */
const MAX_BYTES_A_CHAR = 3;

export interface AmountsToReserveOptions {
  readonly policy: Policy;
  readonly prices: ModelPrices;
  readonly plan: PlanName;
  readonly chat: ChatRequest;
  readonly model: ModelClass;
}

/**
 * The tokens and money to reserve for a turn: an offer with the requested model and, if the policy says so, a second one with the plan's
 * cheapest model. Money is reserved for every route, because a route that fails before its first token may be billed too.
 */
export function amountsToReserve(options: AmountsToReserveOptions): [Offer, ...Offer[]] {
  const { policy, plan, model } = options;
  const { perDayMicroUsd, atCap, earlyShare } = policy.spend;
  const early = Math.floor(perDayMicroUsd * earlyShare);
  const asked = offerOf(options, model);
  if (atCap === "refuse-guests-first") {
    return [{ ...asked, spendCapMicroUsd: plan === "guest" ? early : perDayMicroUsd }];
  }
  if (atCap === "refuse-all") return [{ ...asked, spendCapMicroUsd: perDayMicroUsd }];
  const cheapest = policy.plans[plan].models
    .flatMap((name) => policy.models[name] ?? [])
    .map((other) => offerOf(options, other))
    .reduce((a, b) => (b.costMicroUsd < a.costMicroUsd ? b : a), asked);
  if (cheapest.model === asked.model) return [{ ...asked, spendCapMicroUsd: perDayMicroUsd }];
  return [
    { ...asked, spendCapMicroUsd: early },
    { ...cheapest, spendCapMicroUsd: perDayMicroUsd },
  ];
}

function offerOf(
  { policy, prices, plan, chat }: AmountsToReserveOptions,
  model: ModelClass,
): Omit<Offer, "spendCapMicroUsd"> {
  const question =
    chat.trigger === "submit-message"
      ? utf8Bytes(messageText(chat.message.parts))
      : MAX_PROMPT_CHARS * MAX_BYTES_A_CHAR;
  const { historyChars } = policy.plans[plan];
  const bytes = INSTRUCTION_BYTES + historyChars + question;
  const { offered, heldSteps, resultBytes } = policy.tools;
  // With tools there may be more model calls, each with a longer prompt; the tool loop ends when the reservation covers no more.
  const furtherCalls = offered.length > 0 ? heldSteps : 0;
  const longest = bytes + toolBytes(offered) + furtherCalls * resultBytes;
  const pictureTokens = picturesShown(chat) * policy.tokensAPicture;
  // A byte is at most one token, so adding a picture's tokens to the bytes keeps the upper bound.
  const prompt = { bytes: longest + pictureTokens, messages: policy.historyMessages + 2 };
  const mostACall = maxCostMicroUsd(prices, model, prompt);
  // The question of a regenerated answer was counted once, and its length is not known here: half the limit is the most that users write.
  const likely = chat.trigger === "submit-message" ? question : MAX_PROMPT_CHARS / 2;
  const [first, ...rest] = model.routes;
  return {
    model: model.name,
    tokens: estimateTokens(INSTRUCTION_BYTES + historyChars + likely) + pictureTokens + model.maxOutputTokens,
    costMicroUsd: mostACall * (1 + furtherCalls),
    searchMicroUsd: searchHoldMicroUsd(policy.tools),
    routes: [quotaRoute(first, "chat"), ...rest.map((route) => quotaRoute(route, "chat"))],
  };
}

/** Upper bound of the cost of one model call, micro-dollars, if every route is tried. */
export function maxCostMicroUsd(
  prices: ModelPrices,
  model: ModelClass,
  prompt: { readonly bytes: number; readonly messages: number },
): number {
  const most = mostTokens(prompt.bytes, prompt.messages);
  return model.routes
    .map((route) => priceMicroUsd(highestPrices(prices, route), most, model.maxOutputTokens))
    .reduce((sum, cost) => sum + cost, 0);
}

/** The provider's current prices if they are known, otherwise the policy's. */
export function pricesOf(prices: ModelPrices, route: ModelRoute): TokenPrices {
  return tokenPrices(prices.priceOf(route) ?? route);
}

/** Where we mark what to keep, all of the prompt may be written to the provider's cache. Other providers charge nothing for writes. */
function highestPrices(prices: ModelPrices, route: ModelRoute): TokenPrices {
  const list = pricesOf(prices, route);
  return route.promptCache === "marked" ? pricesWithWrites(list) : list;
}
