import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { afterAll, expect, it } from "vitest";
import { createOpenIdSimulator } from "./create-openid-simulator.ts";

const provider = await createOpenIdSimulator();
afterAll(() => provider.close());

const BACK = "https://shop.test/back";

it.each([
  ["in the form", ClientSecretPost("secret")],
  ["in a header", ClientSecretBasic("secret")],
])("signs a user in by a certified OpenID client, its secret %s", async (_, authentication) => {
  const execute = [allowInsecureRequests];
  const client = await discovery(new URL(provider.origin), "shop", undefined, authentication, { execute });
  const [verifier, nonce, state] = [randomPKCECodeVerifier(), randomNonce(), randomState()];
  const page = buildAuthorizationUrl(client, {
    redirect_uri: BACK,
    scope: "openid email profile",
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    nonce,
    state,
  });
  const body = new URLSearchParams({ email: "ana@shop.test", confirmed: "on", choice: "allow" });
  const { headers } = await fetch(page, { method: "POST", body, redirect: "manual" });
  const tokens = await authorizationCodeGrant(client, new URL(headers.get("location") ?? ""), {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    expectedState: state,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  expect(claims).toMatchObject({ email: "ana@shop.test", email_verified: true });
  expect(await fetchUserInfo(client, tokens.access_token, claims?.sub ?? "")).toMatchObject({ email: "ana@shop.test" });
});
