import { generationName, type Model, type ModelProvider } from "@sendcat/shared-types";
import { MODEL_ADAPTERS } from "./model-adapters.ts";
import { apiKeyName, providerAccess, type ProviderEnv } from "./provider-access.ts";

/**
 * The models of these providers as one Model: a request goes to the provider that it names. Throws if the environment has no key for one of
 * them, with the names of the provider and the variable.
 */
export function openModels(providers: Iterable<ModelProvider>, env: ProviderEnv, site: string): Model {
  const models = new Map<ModelProvider, Model>();
  for (const provider of new Set(providers)) {
    const access = providerAccess(env, provider);
    if (!access)
      throw new Error(
        `The policy has a route of the provider ${provider}, but ${apiKeyName(provider)} is not set. See .env.example.`,
      );
    models.set(provider, MODEL_ADAPTERS[provider].createModel(access, site));
  }
  return {
    async stream(request, options) {
      const { provider } = request;
      const model = models.get(provider);
      if (!model)
        return { ok: false, retryable: true, refusal: { code: "provider_unavailable", scope: "provider.key" } };
      const answer = await model.stream(request, options);
      if (!answer.ok) return answer;
      const nameOf = (id: string | null) => (id === null ? null : generationName({ provider, id }));
      return { ...answer, generationId: () => nameOf(answer.generationId()) };
    },
  };
}
