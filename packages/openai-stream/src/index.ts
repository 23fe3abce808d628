export { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
export { parseRetryAfter } from "./failures/retry-after.ts";
export { refusalFromStatus } from "./failures/refusal-from-status.ts";
export { inlinePictures } from "./request/inline-pictures.ts";
export { usageFromChunk } from "./reading/usage-from-chunk.ts";
