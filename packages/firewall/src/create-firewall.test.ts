import { firewallContract } from "@sendcat/port-contracts";
import { ERROR_TABLE } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { createFirewall } from "./create-firewall.ts";
import { RULES } from "./rules.ts";
import { chatBurst } from "./rules/chat-burst.ts";
import { jsonPost, requestFacts } from "./testing/request-facts.ts";

firewallContract("this process", () => {
  let nowMs = 1_000;
  if (chatBurst.action.type !== "rate_limit") throw new Error("not a rate limit");
  return {
    firewall: createFirewall({ rules: RULES, now: () => nowMs }),
    ordinary: requestFacts(),
    unwanted: requestFacts({ path: "/.env" }),
    burst: { facts: jsonPost("/api/chat"), limit: chatBurst.action.limit },
    later: (ms) => void (nowMs += ms),
  };
});

it("names the rule that refused, so that operators can find a wrong one", () => {
  const firewall = createFirewall({ rules: RULES, now: () => 0 });
  const blocked = firewall.check(requestFacts({ path: "/.env" }));
  expect(blocked).toEqual({ ok: false, refusal: { code: "blocked", scope: "waf.secret-paths" } });
  expect(ERROR_TABLE.blocked.status).toBe(403);
  expect(firewall.check(requestFacts())).toEqual({ ok: true });
});

it("tells a client how long to wait after a burst", () => {
  let nowMs = 1_000;
  const firewall = createFirewall({ rules: RULES, now: () => nowMs });
  const ask = () => firewall.check(jsonPost("/api/chat"));
  if (chatBurst.action.type !== "rate_limit") throw new Error("not a rate limit");
  const { limit } = chatBurst.action;
  for (let sent = 0; sent < limit; sent += 1) expect(ask()).toEqual({ ok: true });
  nowMs = 3_000;
  expect(ask()).toEqual({
    ok: false,
    refusal: {
      code: "rate_limited",
      scope: "waf.chat-burst",
      limit,
      remaining: 0,
      resetAtMs: 11_000,
      retryAfterMs: 8_000,
    },
  });
  nowMs = 11_000;
  expect(ask()).toEqual({ ok: true });
});
