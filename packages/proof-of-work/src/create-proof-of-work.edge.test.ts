// @vitest-environment edge-runtime
import { proofSuite } from "./proof-suite.ts";

proofSuite();
