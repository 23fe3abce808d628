import { oddStreamsSuite } from "@sendcat/openrouter/testing/odd-streams-suite";
import { createLeanFetch } from "./lean-fetch.ts";

await oddStreamsSuite("apps/stream", createLeanFetch(fetch));
