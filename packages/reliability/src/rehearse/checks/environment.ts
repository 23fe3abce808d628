import { gatewayEnvProblems, requiredVariables } from "@sendcat/assembly";
import { failed, ok, warning, type Check } from "../check.ts";
import type { Environment } from "../operator-environment.ts";

/** What was given here is well formed by the hosts' own schema, and all of it was given. */
export const environment: Check = {
  name: "the variables given here",
  needs: [],
  mend: "Set them in this shell as they are in the deployment: .env.example says what each is.",
  async look({ origin, env: given, policy, policyProblem }) {
    const env: Environment = { SENDCAT_ISSUER: origin, ...given };
    // What is wrong with the policy is said in full below.
    const malformed = gatewayEnvProblems(env).filter(({ name }) => env[name] && name !== "SENDCAT_POLICY");
    const problems = [
      ...malformed.map(({ name, says }) => `${name}: ${says}`),
      ...(policyProblem ? [policyProblem] : []),
    ];
    if (problems.length > 0) return failed(problems.join("; "));
    const needed = requiredVariables(policy);
    const missing = needed.filter((name) => !env[name]);
    if (missing.length > 0) return warning(`not given, so what needs them is not checked: ${missing.join(", ")}`);
    return ok(`all ${needed.length} that a host needs, well formed`);
  },
};
