// @vitest-environment edge-runtime
import { gatewaySuite } from "./testing/gateway-suite.ts";

gatewaySuite();
