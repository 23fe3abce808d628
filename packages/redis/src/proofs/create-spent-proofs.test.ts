import { spentProofsContract } from "@sendcat/port-contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectRedis } from "../connection/connect-redis.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { createSpentProofs } from "./create-spent-proofs.ts";

const failure = { mode: "open", waitMs: 20_000 } as const;
const fresh = () => ({ name: crypto.randomUUID(), expiresAtMs: Date.now() + 600_000 });

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`a proof of work, on ${title}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());
    const host = () => createSpentProofs({ link: local.link, failure });

    spentProofsContract(`Redis, on ${title}`, async () => host);

    it("is remembered a little longer than it is valid, and then forgotten", async () => {
      const proof = fresh();
      await host().spend(proof);
      const leftMs = await local.redis.pttl(`sendcat:proof:v1:${proof.name}`);
      expect(leftMs).toSatisfy((ms: number) => ms > 600_000 && ms <= 660_000);
    });
  });
}

describe("a proof of work without Redis", () => {
  const away = (mode: "open" | "closed") => {
    const link = connectRedis({ url: "http://127.0.0.1:1", token: "none", timeoutMs: 250 });
    const faults: unknown[] = [];
    const onFault = ({ cause }: { cause: unknown }) => faults.push(cause);
    return { spent: createSpentProofs({ link, failure: { mode, waitMs: 250 }, onFault }), faults };
  };

  it("is accepted once per process, and operators are told", async () => {
    const { spent, faults } = away("open");
    const proof = fresh();
    expect([await spent.spend(proof), await spent.spend(proof)]).toEqual([true, false]);
    expect(faults).toHaveLength(1);
  });

  it("is refused where the failure policy is closed", async () => {
    expect(await away("closed").spent.spend(fresh())).toBe(false);
  });
});
