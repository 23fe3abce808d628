export {
  openRouterAnswerProblems,
  openRouterErrorProblems,
  openRouterRequestProblems,
} from "./openrouter/judge-openrouter.ts";
export { openRouterSdkCalls, type SdkCall } from "./openrouter/openrouter-sdk-calls.ts";
