import {
  estimateTokens,
  MAX_PROMPT_CHARS,
  messageText,
  mostTokens,
  priceMicroUsd,
  quotaRoute,
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
import { SYSTEM_PROMPT_BYTES } from "../compose/system-prompt.ts";
import { picturesShown } from "../compose/pictures-shown.ts";
import { toolBytes } from "../compose/tool-bytes.ts";

/** Longest UTF-8 form of a UTF-16 unit. */
const MAX_BYTES_A_CHAR = 3;

export interface OffersOptions {
  readonly policy: Policy;
  readonly prices: ModelPrices;
  readonly plan: PlanName;
  readonly chat: ChatRequest;
  readonly model: ModelClass;
}

/**
 * What the turn may take at most, for the model asked for and, where the policy says so, for the plan's cheapest one behind it. Money is
 * held for every route: one that fails before its first token may be billed too.
 */
export function offersOf(options: OffersOptions): [Offer, ...Offer[]] {
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

function offerOf({ policy, prices, plan, chat }: OffersOptions, model: ModelClass): Omit<Offer, "spendCapMicroUsd"> {
  const question =
    chat.trigger === "submit-message"
      ? utf8Bytes(messageText(chat.message.parts))
      : MAX_PROMPT_CHARS * MAX_BYTES_A_CHAR;
  const { historyChars } = policy.plans[plan];
  const bytes = SYSTEM_PROMPT_BYTES + historyChars + question;
  const { offered, heldSteps, resultBytes } = policy.tools;
  // With tools there may be further calls, each with more to read; the loop ends when the hold covers no more of them.
  const furtherCalls = offered.length > 0 ? heldSteps : 0;
  const longest = bytes + toolBytes(offered) + furtherCalls * resultBytes;
  const pictureTokens = picturesShown(chat) * policy.tokensAPicture;
  // A byte is a token at most, and so is what a picture takes.
  const prompt = { bytes: longest + pictureTokens, messages: policy.historyMessages + 2 };
  const mostACall = mostCostMicroUsd(prices, model, prompt);
  // An answer anew is of a question that was budgeted once; half its longest form is what people write at most.
  const likely = chat.trigger === "submit-message" ? question : MAX_PROMPT_CHARS / 2;
  const [first, ...rest] = model.routes;
  return {
    model: model.name,
    tokens: estimateTokens(SYSTEM_PROMPT_BYTES + historyChars + likely) + pictureTokens + model.maxOutputTokens,
    costMicroUsd: mostACall * (1 + furtherCalls),
    routes: [quotaRoute(first, "chat"), ...rest.map((route) => quotaRoute(route, "chat"))],
  };
}

/** The most that one call can cost, every route tried, micro-dollars. */
export function mostCostMicroUsd(
  prices: ModelPrices,
  model: ModelClass,
  prompt: { readonly bytes: number; readonly messages: number },
): number {
  const most = mostTokens(prompt.bytes, prompt.messages);
  return model.routes
    .map((route) => priceMicroUsd(pricesOf(prices, route), most, model.maxOutputTokens))
    .reduce((sum, cost) => sum + cost, 0);
}

/** The provider's current price, else the policy's. */
export function pricesOf(prices: ModelPrices, route: ModelRoute): TokenPrices {
  const { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens } = prices.priceOf(route) ?? route;
  return { inputMicroUsdPerMTokens, outputMicroUsdPerMTokens };
}
