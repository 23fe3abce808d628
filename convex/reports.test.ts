// @vitest-environment edge-runtime
import { REPORT_DAYS } from "@sendcat/shared-types";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { converse, firstPage, openDeployment } from "./model/platform/deployment.fixture.ts";

afterEach(() => void vi.useRealTimers());

async function reported() {
  const deployment = openDeployment();
  const { service, person, t } = deployment;
  const { turnId } = await converse(service, { threadId: crypto.randomUUID(), text: "Is it cheaper in Miami?" });
  const report = { reporterId: "guest:ana", about: "turn", id: turnId, reason: "wrong", text: "No" } as const;
  expect(await service.mutation(api.reports.file, report)).toBe(true);
  const listed = async () => (await service.query(api.reports.list, { paginationOpts: firstPage })).page;
  return { t, service, ana: person("ana"), report, listed };
}

describe("a report", () => {
  it("cannot be filed, read or handled by a user's own token", async () => {
    const { ana, report } = await reported();
    const by = { actor: "guest:ana", requestId: "r" };
    await expect(ana.mutation(api.reports.file, report)).rejects.toThrow();
    await expect(ana.query(api.reports.list, { paginationOpts: firstPage })).rejects.toThrow();
    await expect(ana.mutation(api.reports.handle, { reportId: "x", ...by })).rejects.toThrow();
  });

  it("is erased with its reporter, who can file no other one", async () => {
    vi.useFakeTimers();
    const { t, ana, service, report, listed } = await reported();
    await ana.mutation(api.people.erase, {});
    expect(await service.mutation(api.reports.file, report)).toBe(false);
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await listed()).toEqual([]);
  });

  it("moves to the account that its guest signs in to", async () => {
    vi.useFakeTimers();
    const { t, listed } = await reported();
    await t.mutation(internal.accounts.carry, { from: "guest:ana", to: "user:ana", threadId: null, after: 0 });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await listed()).toMatchObject([{ reporterId: "user:ana" }]);
  });

  it("is deleted when its time is over, handled or not", async () => {
    vi.useFakeTimers();
    const { t, listed } = await reported();
    vi.setSystemTime(Date.now() + REPORT_DAYS * 86_400_000 - 60_000);
    await t.mutation(internal.reports.sweep, {});
    expect(await listed()).toHaveLength(1);
    vi.setSystemTime(Date.now() + 120_000);
    await t.mutation(internal.reports.sweep, {});
    expect(await listed()).toEqual([]);
  });

  it("that an operator handles is logged with their name", async () => {
    const { service, listed } = await reported();
    const [{ reportId } = expect.fail("no report")] = await listed();
    const by = { actor: "user:olive", requestId: "request-1" };
    await service.mutation(api.reports.handle, { reportId, ...by });
    expect(await listed()).toMatchObject([{ handledBy: "user:olive" }]);
    expect(await service.query(api.operations.recent, {})).toMatchObject([{ ...by, action: "handle-report" }]);
  });
});
