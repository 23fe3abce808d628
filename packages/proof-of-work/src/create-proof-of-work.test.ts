import { proofSuite } from "./proof-suite.ts";

proofSuite();
