import { v } from "convex/values";
import { sendCode as mailCode } from "./model/accounts/sendCode.ts";
import { setPassword as storePassword } from "./model/accounts/setPassword.ts";
import { signIn as enterWithProof } from "./model/accounts/signIn.ts";
import { providerViews } from "./model/accounts/providers.ts";
import { providerUrl } from "./model/accounts/withProvider.ts";
import { serviceAction, serviceQuery } from "./model/platform/auth.ts";
import { vSignIn } from "./model/platform/validators.ts";

/** `Accounts.sendCode`. For the service, which has limited the request rate. */
export const sendCode = serviceAction({
  args: { email: v.string(), purpose: v.union(v.literal("sign-in"), v.literal("password"), v.literal("passkey")) },
  handler: async (ctx, args) => await mailCode(ctx, args),
});

/** `Accounts.signIn`. For the service, which has identified the guest. */
export const enter = serviceAction({
  args: { proof: vSignIn, guestId: v.union(v.string(), v.null()) },
  handler: async (ctx, args) => await enterWithProof(ctx, args),
});

/** `Accounts.providers`. For the service. */
export const providers = serviceQuery({ args: {}, handler: async () => providerViews() });

/** `Accounts.providerUrl`. For the service. */
export const provider = serviceAction({
  args: { provider: v.string() },
  handler: async (ctx, args) => await providerUrl(ctx, args.provider),
});

/** `Accounts.setPassword`. For the service. */
export const setPassword = serviceAction({
  args: { email: v.string(), code: v.string(), password: v.string(), keep: v.optional(v.union(v.string(), v.null())) },
  handler: async (ctx, { keep = null, ...change }) => await storePassword(ctx, { ...change, keep }),
});
