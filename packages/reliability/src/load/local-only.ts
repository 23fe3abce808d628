/** This machine is measured, whatever the developer's environment names. */
export function localOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = /^(SENDCAT_|OPENROUTER_|UPSTASH_|CONVEX_|STREAMING_|SERPER_|EBAY_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !named.test(name)));
}
