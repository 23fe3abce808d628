import { openStream, readAgain, type OpenedStream } from "./open-stream.ts";
import type { StreamPlan, StreamProgress, StreamResult } from "./stream-plan.ts";

// A process of its own for a share of the milestone's users. Takes one plan over IPC, reports its progress every second, sends its result,
// and ends with its parent.
process.on("message", (plan: StreamPlan) => void run(plan).then((result) => process.send?.(result)));
process.on("disconnect", () => process.exit(0));

const MAX_FAILURES_TOLD = 5;

async function run(plan: StreamPlan): Promise<StreamResult> {
  if (!new URL(plan.url).hostname.startsWith("127.")) throw new Error("Load goes to this machine only.");
  const indexes: number[] = [];
  for (let index = plan.first; index < plan.streams; index += plan.step) indexes.push(index);
  const answers: OpenedStream[] = [];
  const failures: string[] = [];
  let [open, failed] = [0, 0];
  const tell = (): void => {
    const progress: StreamProgress = { kind: "progress", open, complete: answers.length, failed };
    process.send?.(progress);
  };
  const timer = setInterval(tell, 1_000);
  await Promise.all(
    indexes.map(async (index) => {
      await new Promise((settle) => setTimeout(settle, (index / plan.streams) * plan.rampMs));
      let isOpen = false;
      const onOpen = (): void => {
        isOpen = true;
        open += 1;
      };
      try {
        answers.push(await openStream(plan, index, onOpen));
      } catch (error) {
        failed += 1;
        if (failures.length < MAX_FAILURES_TOLD) failures.push(error instanceof Error ? error.message : String(error));
      }
      if (isOpen) open -= 1;
    }),
  );
  const every = Math.max(1, Math.ceil(answers.length / Math.max(1, plan.readAgain)));
  const sample = answers.filter((_, index) => index % every === 0);
  let storedDifferent = 0;
  for (const answer of sample) if ((await readAgain(plan, answer)) !== answer.expected) storedDifferent += 1;
  clearInterval(timer);
  return {
    kind: "result",
    complete: answers.length,
    failed,
    failures,
    askedAgain: answers.reduce((sum, one) => sum + one.askedAgain, 0),
    different: answers.filter(({ text, expected }) => text !== expected).length,
    firstTokenMs: answers.map(({ firstTokenMs }) => firstTokenMs),
    signInMs: answers.map(({ signInMs }) => signInMs),
    readAgain: sample.length,
    storedDifferent,
  };
}
