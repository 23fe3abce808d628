// @vitest-environment edge-runtime
import { oddStreamsSuite } from "./testing/odd-streams-suite.ts";

await oddStreamsSuite("the edge runtime", fetch);
