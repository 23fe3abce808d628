import type { LandedCostRefusal } from "./landed-cost.ts";

export function refuse(code: LandedCostRefusal["code"], says: string): LandedCostRefusal {
  return { ok: false, code, says };
}
