import { wholeNumber } from "@sendcat/command-line";

const PORTS = { from: 1_024, to: 65_000 };

/** First port of a benchmark's stack. */
export const benchPortBase = () =>
  wholeNumber("--port-base <n>", "first port", { ...PORTS, env: "SENDCAT_BENCH_PORT_BASE" }).default(16_000);

/** First port of a drill's or a gate's stack. */
export const drillPortBase = () =>
  wholeNumber("--port-base <n>", "first port of the stack", { ...PORTS, env: "SENDCAT_DRILL_PORT_BASE" }).default(
    18_000,
  );
