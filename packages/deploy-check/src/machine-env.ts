const NAMES = /^(PATH|HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|\w+_PROXY|npm_config_\w+)$/i;

/**
 * How this machine reaches the registry: paths, certificates and proxies. `npmCache` is a folder of the caller's own: the npx that runs the
 * tests holds a lock in the common cache for as long as they run, and an npx of theirs would wait for it.
 */
export function machineEnv(npmCache: string): NodeJS.ProcessEnv {
  const named = Object.entries(process.env).filter(([name]) => NAMES.test(name));
  return { ...Object.fromEntries(named), npm_config_cache: npmCache };
}
