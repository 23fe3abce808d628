import type { LoadProcess } from "../load/load-process.ts";
import { useOfGroup } from "../load/process-use.ts";
import type { Field } from "./contender.ts";
import { planRound } from "./plan-round.ts";

export interface Memory {
  readonly contender: string;
  readonly open: number;
  /** Resident memory beyond the idle processes', per open stream; null where it cannot be read, or where not all streams were open. */
  readonly bytesPerStream: number | null;
}

const SECONDS = 16;
const SAMPLE_MS = 250;

/** Many slow streams: the largest memory of the processes minus their idle memory, per open stream. */
export async function measureMemory(
  field: Field,
  load: LoadProcess,
  options: { readonly open: number; readonly say: (text: string) => void },
): Promise<readonly Memory[]> {
  const { open } = options;
  const found: Memory[] = [];
  for (const contender of field.contenders) {
    const shape = { requests: open, concurrency: open, rampMs: 4_000, tokens: SECONDS, tokensPerSecond: 1 };
    const idle = useOfGroup(contender.groupId);
    let most = 0;
    const timer = setInterval(
      () => (most = Math.max(most, useOfGroup(contender.groupId)?.residentBytes ?? 0)),
      SAMPLE_MS,
    );
    const { failures, firstFailure } = await load.run(planRound(contender, shape, field.users));
    clearInterval(timer);
    if (failures > 0) options.say(`${contender.name}: ${failures} failed: ${firstFailure}`);
    const bytesPerStream = idle && most > 0 && failures === 0 ? (most - idle.residentBytes) / open : null;
    found.push({ contender: contender.name, open, bytesPerStream });
    options.say(`${contender.name}: memory measured`);
  }
  return found;
}
