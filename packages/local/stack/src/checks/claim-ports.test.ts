import { expect, it } from "vitest";
import { claimPorts } from "./claim-ports.ts";

it("two test runs on one machine start their stacks on different ports, and leave ports that were set alone", async () => {
  const base = 1_100 + (process.pid % 900) * 3;
  const first = await claimPorts({}, [base, base + 1]);
  const second = await claimPorts({}, [base, base + 1]);
  const given = await claimPorts({ SENDCAT_E2E_PORT_BASE: "28000" }, [base + 2]);
  try {
    expect(second.env["SENDCAT_E2E_PORT_BASE"]).not.toBe(first.env["SENDCAT_E2E_PORT_BASE"]);
    expect(given.env["SENDCAT_E2E_PORT_BASE"]).toBe("28000");
    for (const { env } of [first, second]) {
      expect(Number(env["SENDCAT_DRILL_PORT_BASE"])).toBe(Number(env["SENDCAT_E2E_PORT_BASE"]) + 4_000);
    }
  } finally {
    await Promise.all([first.release(), second.release(), given.release()]);
  }
});
