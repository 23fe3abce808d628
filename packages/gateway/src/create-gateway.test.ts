import { gatewaySuite } from "./testing/gateway-suite.ts";

gatewaySuite();
