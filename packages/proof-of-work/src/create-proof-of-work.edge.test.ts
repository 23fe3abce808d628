// @vitest-environment edge-runtime
import { proofSuite } from "./testing/proof-suite.ts";

proofSuite();
