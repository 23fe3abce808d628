/** The environment without settings that would point the stack at other machines: only this machine is measured. */
export function localOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = /^(SENDCAT_|OPENROUTER_|UPSTASH_|CONVEX_|STREAMING_|SERPER_|EBAY_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !named.test(name)));
}
