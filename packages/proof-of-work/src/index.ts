export { createProofOfWork, type ProofOfWorkOptions } from "./create-proof-of-work.ts";
