import { cronJobs } from "convex/server";
import { internal } from "./_generated/api.js";

const crons = cronJobs();

crons.interval("interrupt turns without a worker", { seconds: 15 }, internal.turns.interruptExpired, {});
crons.interval("settle what turns still owe", { seconds: 15 }, internal.settlements.run, {});
crons.interval("compare Redis with the ledger", { minutes: 5 }, internal.usage.audit, {});
crons.interval("run searches again that went silent", { seconds: 15 }, internal.toolJobs.recover, {});
crons.interval("forget old searches", { hours: 1 }, internal.toolJobs.sweep, {});
crons.interval("end plans whose payment stays away", { minutes: 10 }, internal.billing.endGrace, {});
crons.interval("delete attachments that were never sent", { hours: 1 }, internal.attachments.sweep, {});
crons.interval("delete files without a row", { hours: 6 }, internal.files.sweep, { after: null });
crons.interval("forget challenges that no passkey answered", { hours: 1 }, internal.passkeys.sweep, {});
crons.interval("delete exports whose day is over", { minutes: 30 }, internal.exports.expire, {});
crons.interval("delete reports that are kept no longer", { hours: 12 }, internal.reports.sweep, {});
crons.daily("delete what its plan keeps no longer", { hourUTC: 8, minuteUTC: 0 }, internal.retention.begin, {});
crons.interval("go on with a sweep that stands still", { minutes: 2 }, internal.retention.resume, {});
crons.interval("go on with archives that stand still", { minutes: 10 }, internal.archives.resume, {});
crons.interval("roll up usage", { seconds: 60 }, internal.usage.rollUp, { settledForMs: 60_000 });
crons.interval("roll up what was counted", { seconds: 60 }, internal.operations.rollUp, {});

export default crons;
