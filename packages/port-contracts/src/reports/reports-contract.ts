import { describe, expect, it } from "vitest";
import { MAX_REPORT_CHARS, type NewReport, type Reports } from "@sendcat/shared-types";

/** The port under test, and controls for its surroundings. */
export interface ReportsHarness {
  readonly reports: Reports;
  /** An answered turn of this user. */
  answer(userId: string): Promise<{ readonly turnId: string; readonly threadId: string }>;
  /** Shares the thread of this user; returns the link's id. */
  share(userId: string, threadId: string): Promise<string>;
}

/** The tests that every Reports must pass. `open` is called once. */
export function reportsContract(name: string, open: () => Promise<ReportsHarness>): void {
  describe(`Reports: ${name}`, () => {
    let opened: Promise<ReportsHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const reporterId = `guest:${crypto.randomUUID()}`;
      const { turnId, threadId } = await harness.answer(reporterId);
      const report: NewReport = { reporterId, about: "turn", id: turnId, reason: "wrong", text: "J$1 is too little" };
      const { reports } = harness;
      const ofUser = async (userId = reporterId) =>
        (await reports.list({ cursor: null, limit: 100 })).items.filter((item) => item.reporterId === userId);
      return { ...harness, reporterId, report, turnId, threadId, ofUser };
    };

    it("shows operators which answer was reported, by whom, when and why", async () => {
      const { reports, report, threadId, ofUser } = await setUp();
      expect(await reports.file(report)).toBe(true);
      const [view, ...others] = await ofUser();
      expect(others).toEqual([]);
      expect(view).toMatchObject({ ...report, threadId, handledAtMs: null, handledBy: null });
      expect(Math.abs((view?.atMs ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it("keeps one report of a user about an answer, however often it is sent", async () => {
      const { reports, report, ofUser } = await setUp();
      for (const text of ["first", "second"]) expect(await reports.file({ ...report, text })).toBe(true);
      expect((await ofUser()).map(({ text }) => text)).toEqual(["first"]);
    });

    it("takes no report about an answer of somebody else, or about none", async () => {
      const { reports, report, ofUser } = await setUp();
      const stranger = `guest:${crypto.randomUUID()}`;
      expect(await reports.file({ ...report, reporterId: stranger })).toBe(false);
      expect(await reports.file({ ...report, id: crypto.randomUUID() })).toBe(false);
      expect([...(await ofUser()), ...(await ofUser(stranger))]).toEqual([]);
    });

    it("takes a report about a shared conversation from anyone who has its link, a bounded number", async () => {
      const { reports, report, reporterId, threadId, share, ofUser } = await setUp();
      const id = await share(reporterId, threadId);
      const stranger = `guest:${crypto.randomUUID()}`;
      expect(await reports.file({ ...report, about: "share", id: crypto.randomUUID() })).toBe(false);
      expect(await reports.file({ ...report, about: "share", id, reporterId: stranger })).toBe(true);
      expect(await ofUser(stranger)).toMatchObject([{ about: "share", id, threadId }]);
      const late = `guest:${crypto.randomUUID()}`;
      for (let n = 0; n < 30; n++)
        await reports.file({ ...report, about: "share", id, reporterId: `guest:${crypto.randomUUID()}` });
      expect(await reports.file({ ...report, about: "share", id, reporterId: late })).toBe(true);
      expect(await ofUser(late)).toEqual([]);
    });

    it("keeps a text of any characters, up to its limit", async () => {
      const { reports, report, ofUser } = await setUp();
      const text = `\u{1F600}\uD800${"x".repeat(MAX_REPORT_CHARS - 3)}`;
      await reports.file({ ...report, text });
      expect((await ofUser())[0]?.text).toHaveLength(MAX_REPORT_CHARS);
    });

    it("lists newest first, page by page, each report once", async () => {
      const { reports, report, reporterId, answer, ofUser } = await setUp();
      await reports.file(report);
      for (let n = 0; n < 2; n++) await reports.file({ ...report, id: (await answer(reporterId)).turnId });
      const all = await ofUser();
      expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).toSorted((a, b) => b - a));
      const first = await reports.list({ cursor: null, limit: 2 });
      const second = await reports.list({ cursor: first.cursor, limit: 1 });
      expect([...first.items, ...second.items].map(({ reportId }) => reportId)).toEqual(
        all.map(({ reportId }) => reportId),
      );
    });

    it("says who marked a report as handled, the first time", async () => {
      const { reports, report, ofUser } = await setUp();
      await reports.file(report);
      const reportId = (await ofUser())[0]?.reportId ?? expect.fail("no report");
      for (const actor of ["user:olive", "user:late"])
        await reports.handle(reportId, { actor, requestId: "request-1" });
      await reports.handle(crypto.randomUUID(), { actor: "user:olive", requestId: "request-1" });
      expect(await ofUser()).toMatchObject([{ handledBy: "user:olive", handledAtMs: expect.any(Number) }]);
    });
  });
}
