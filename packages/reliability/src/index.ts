export { runStreamBench, type StreamBenchOptions } from "./stream-bench/run-stream-bench.ts";
export { renderReport, streamReport, type StreamReport } from "./stream-bench/stream-report.ts";
