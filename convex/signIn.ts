import { v } from "convex/values";
import { sendCode as mailCode } from "./model/accounts/sendCode.ts";
import { setPassword as storePassword } from "./model/accounts/setPassword.ts";
import { signIn as enterWithProof } from "./model/accounts/signIn.ts";
import { serviceAction } from "./model/auth.ts";

/** `Accounts.sendCode`. As the service, which has throttled the asker. */
export const sendCode = serviceAction({
  args: { email: v.string(), purpose: v.union(v.literal("sign-in"), v.literal("password")) },
  handler: async (ctx, args) => await mailCode(ctx, args),
});

/** `Accounts.signIn`. As the service, which has recognised the guest. */
export const enter = serviceAction({
  args: {
    email: v.string(),
    code: v.optional(v.string()),
    password: v.optional(v.string()),
    guestId: v.union(v.string(), v.null()),
  },
  handler: async (ctx, args) => await enterWithProof(ctx, args),
});

/** `Accounts.setPassword`. As the service. */
export const setPassword = serviceAction({
  args: { email: v.string(), code: v.string(), password: v.string() },
  handler: async (ctx, args) => await storePassword(ctx, args),
});
