#!/usr/bin/env node
import process from "node:process";
import { simulators, type SimulatorName, webhookOf } from "./cli-options.ts";
import { createOpenRouterSimulator } from "./openrouter/create-openrouter-simulator.ts";
import { createFireworksSimulator } from "./fireworks/create-fireworks-simulator.ts";
import { createOpenIdSimulator } from "./openid/create-openid-simulator.ts";
import { createResendSimulator } from "./resend/create-resend-simulator.ts";
import { createStripeSimulator } from "./stripe/create-stripe-simulator.ts";
import { createSearchSimulator } from "./search/create-search-simulator.ts";

function fail(error: unknown, exitCode: number): never {
  console.error(`simulators: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCode);
}

async function serve(): Promise<void> {
  const options = simulators.parse().opts();
  const { openrouterPort, fireworksPort, searchPort, mailPort, paymentsPort, signInPort, only, host, json } = options;
  const pace = { ttftMs: options.ttftMs, tokensPerSecond: options.tokensPerSecond };
  const webhook = webhookOf(process.env);
  const isWanted = (name: SimulatorName) => only === undefined || only === name;
  const openRouter = isWanted("openrouter")
    ? await createOpenRouterSimulator({ port: openrouterPort, host, pace })
    : null;
  const fireworks = isWanted("fireworks") ? await createFireworksSimulator({ port: fireworksPort, host }) : null;
  const search = isWanted("search") ? await createSearchSimulator({ port: searchPort, host }) : null;
  const mail = isWanted("mail") ? await createResendSimulator({ port: mailPort, host }) : null;
  const stripe = isWanted("payments")
    ? await createStripeSimulator({ port: paymentsPort, host, ...(webhook ? { webhook } : {}) })
    : null;
  const openId = isWanted("sign-in") ? await createOpenIdSimulator({ port: signInPort, host }) : null;
  const shutDown = () => {
    const all = [openRouter, fireworks, search, mail, stripe, openId];
    Promise.all(all.map((simulator) => simulator?.close())).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", shutDown);
  process.once("SIGINT", shutDown);
  if (json)
    console.log(
      JSON.stringify({
        openRouter: openRouter?.url,
        fireworks: fireworks?.url,
        search: search?.origin,
        mail: mail?.origin,
        stripe: stripe?.origin,
        openId: openId?.origin,
      }),
    );
  else {
    const parts = [
      openRouter && `OpenRouter on ${openRouter.url}`,
      fireworks && `Fireworks on ${fireworks.url}`,
      search && `searches on ${search.origin}`,
      mail && `letters on ${mail.origin}`,
      stripe && `Stripe on ${stripe.origin}`,
      openId && `an OpenID provider on ${openId.origin}`,
    ];
    console.log(`simulators: ${parts.filter(Boolean).join(", ")}`);
  }
}

serve().catch((error: unknown) => fail(error, 1));
