import { readTestEnv, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";

// FC_SEED=N (or `random`) looks at other histories than those of every run. A law that names no suite makes the runs of "laws".
fc.configureGlobal({ seed: readTestEnv().seed, numRuns: runsOf("laws") });
