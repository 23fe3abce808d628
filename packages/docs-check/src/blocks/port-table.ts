import { stackPorts, type StackPorts } from "@sendcat/local-stack";

const SERVES: Readonly<Record<keyof StackPorts, string>> = {
  web: "the chat page and the API",
  app: "the same without the front, with `--front vercel`",
  firewall: "the firewall's API of that front",
  convex: "Convex for clients",
  convexSite: "Convex's HTTP actions",
  redisRest: "the Upstash REST endpoint",
  redis: "the Redis behind it",
  openRouter: "the OpenRouter simulator",
  fireworks: "the Fireworks simulator, if the policy has a route to it",
  stream: "`apps/stream`, with `STREAMING_STRATEGY=dedicated`",
  search: "the Serper and eBay simulator",
  mail: "the e-mail inbox: sign-in codes arrive here",
  payments: "the Stripe simulator",
  signIn: "the OpenID provider for sign-in",
};

/** Every port of the local stack, for this base port. */
export function portTable(base: number): string {
  const ports = stackPorts(base);
  // safe because both have the same keys
  const names = Object.keys(SERVES) as (keyof StackPorts)[];
  const rows = names.map((name) => `| ${ports[name]} | ${SERVES[name]} |`);
  return ["| port | serves |", "| --- | --- |", ...rows].join("\n");
}
