/** One entry of `auth.config.ts`. */
export interface AuthProvider {
  type?: string;
  /** customJwt */
  issuer?: string;
  jwks?: string;
  algorithm?: string;
  applicationID?: string | null;
  /** OIDC */
  domain?: string;
}
