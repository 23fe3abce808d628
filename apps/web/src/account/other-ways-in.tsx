"use client";

import { KeyRound } from "lucide-react";
import { useChatServices } from "../session/chat-services.ts";
import { useHydrated } from "../shell/use-hydrated.ts";
import { choosePasskey, hasPasskeys } from "./passkeys.ts";
import { beginVisit } from "./provider-visit.ts";
import type { AccountAction } from "./use-account-action.ts";
import { useProviders } from "./use-providers.ts";

/** Ways to sign in without an e-mail: a passkey on this device, or a provider where the user has an account. */
export function OtherWaysIn({ action, onDone }: { action: AccountAction; onDone: () => void }) {
  const { session } = useChatServices();
  const providers = useProviders();
  const isHydrated = useHydrated();
  const withPasskeys = isHydrated && hasPasskeys();
  if (providers.length === 0 && !withPasskeys) return null;

  const enter = (): void => {
    let isIn = false;
    void action
      .run(async () => {
        const passkey = await choosePasskey(session);
        if (!passkey) return;
        await session.signIn({ passkey });
        isIn = true;
      })
      .then(() => isIn && onDone());
  };
  const leave = (provider: string): void => {
    void action.run(async () => {
      const { url, state } = await session.providerUrl(provider);
      beginVisit({ provider, state, returnTo: location.pathname });
      location.assign(url);
    });
  };
  const style = "btn btn-outline w-full justify-center";
  return (
    <div className="space-y-2.5">
      <p className="text-ink-soft flex items-center gap-3 text-xs before:border-line before:flex-1 before:border-t after:border-line after:flex-1 after:border-t">
        or
      </p>
      {withPasskeys && (
        <button type="button" className={style} disabled={action.isBusy} onClick={enter}>
          <KeyRound aria-hidden className="size-4.5" /> Sign in with a passkey
        </button>
      )}
      {providers.map(({ id, name }) => (
        <button key={id} type="button" className={style} disabled={action.isBusy} onClick={() => leave(id)}>
          Continue with {name}
        </button>
      ))}
    </div>
  );
}
