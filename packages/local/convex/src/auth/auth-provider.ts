/** One entry of `auth.config.ts`. */
export interface AuthProvider {
  readonly type?: string;
  /** customJwt */
  readonly issuer?: string;
  readonly jwks?: string;
  readonly algorithm?: string;
  readonly applicationID?: string | null;
  /** OIDC */
  readonly domain?: string;
}
