import { createChatModel } from "@sendcat/openai-stream";
import { createOpenRouterModel } from "@sendcat/openrouter";
import type { Model, ModelProvider } from "@sendcat/shared-types";
import type { ProviderAccess } from "./provider-access.ts";

interface ModelAdapter {
  /** `site`: the address of the web app, for providers that want to know the calling app. */
  readonly createModel: (access: ProviderAccess, site: string) => Model;
}

/** The adapter of each provider. A provider with plain chat completions needs no code of its own. */
export const MODEL_ADAPTERS: Readonly<Record<ModelProvider, ModelAdapter>> = {
  openrouter: {
    createModel: (access, site) => createOpenRouterModel({ ...access, referer: site, title: "Sendcat" }),
  },
  fireworks: { createModel: (access) => createChatModel(access) },
};
