import fc from "fast-check";

// Properties see the same histories in every run, so that a failure is a change's doing. FC_SEED=N (or `random`) looks at others.
const seed = process.env["FC_SEED"] ?? "20260303";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
