import { proofSuite } from "./testing/proof-suite.ts";

proofSuite();
