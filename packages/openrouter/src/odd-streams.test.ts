import { oddStreamsSuite } from "./testing/odd-streams-suite.ts";

await oddStreamsSuite("Node", fetch);
