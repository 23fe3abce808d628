import type { Checkpoint, CheckpointReply } from "@sendcat/shared-types";

export interface GatherOptions {
  /** Sends a batch; resolves with the replies in the same order. */
  readonly send: (checkpoints: readonly Checkpoint[]) => Promise<readonly CheckpointReply[]>;
  /** How long the first checkpoint of a batch waits for others, milliseconds. */
  readonly gatherMs: number;
  /** Most checkpoints in one call. */
  readonly most: number;
}

interface Waiting {
  readonly checkpoint: Checkpoint;
  readonly resolve: (reply: CheckpointReply) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Sends checkpoints of many turns of one process in one call: a host with ten thousand streams would otherwise make thousands of calls a
 * second.
 */
export function gatherCheckpoints({
  send,
  gatherMs,
  most,
}: GatherOptions): (checkpoint: Checkpoint) => Promise<CheckpointReply> {
  let waiting: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function leave(): void {
    clearTimeout(timer);
    timer = undefined;
    const leaving = waiting;
    waiting = [];
    send(leaving.map(({ checkpoint }) => checkpoint)).then(
      (replies) => {
        for (const [i, { resolve, reject }] of leaving.entries()) {
          const reply = replies[i];
          if (reply) resolve(reply);
          else reject(new Error("a checkpoint got no reply"));
        }
      },
      (fault: unknown) => {
        for (const { reject } of leaving) reject(fault);
      },
    );
  }

  return (checkpoint) =>
    new Promise((resolve, reject) => {
      waiting.push({ checkpoint, resolve, reject });
      if (waiting.length >= most) leave();
      else timer ??= setTimeout(leave, gatherMs);
    });
}
