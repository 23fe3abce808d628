/** Words that look like a path, package, variable or flag of ours but are not, with the reason. */
const NOT_OURS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^\.sendcat(\/|$)/, "made by the first start"],
  [/^(docs\/reports\/)?deep\.(md|json)$/, "written by the first long run"],
  [/^x\.[\w.-]+$/, "stands for any file"],
  [/^(control|candidate)\.json$/, "reports that the reader gives a name"],
  [/^application\/json$/, "a media type"],
  [/^sim\/(bench|echo)$/, "models of the simulator"],
  [/^tokens\/day$/, "a unit"],
  [/^convex\/(react|browser)$/, "entries of the official client"],
  [/^convex\/lib\/reliabilityConfig\.ts$/, "a file of the system that the plan was written for"],
  [/^(PATH|HOME|TZ|NODE_ENV|NO_COLOR|NODE_COMPILE_CACHE)$/, "the operating system's and Node's"],
  [/^(VERCEL|CONVEX_CLOUD_URL|CONVEX_SITE_URL|VITEST_POOL_ID)$/, "set by the platform or the test runner"],
  [
    /^(CONVEX_LOCAL_ADMIN_KEY|UPSTASH_LOCAL_TOKEN|SENDCAT_SIM_WEBHOOK_\w+)$/,
    "set by the local stack for its own parts",
  ],
  [/^SENDCAT_TEST_(DEPTH|FOLDER)$/, "set by `pnpm test` for its own processes"],
  [/^SENDCAT_(ORIGIN|OPERATOR_TOKEN)$/, "used in the runbook's commands"],
  [/^\.\/generate_admin_key\.sh$/, "a file of Convex's own image"],
  [/^CONVEX_SELF_HOSTED_URL$/, "read by the official command line of Convex"],
  [/^--max-semi-space-size$/, "an option of Node"],
];

export function notOurs(word: string): boolean {
  return NOT_OURS.some(([pattern]) => pattern.test(word));
}
