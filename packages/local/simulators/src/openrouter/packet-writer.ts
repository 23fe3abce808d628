import type { ServerResponse } from "node:http";

/** Sends a stream's text. `write` returns false when the reader is behind. */
export interface PacketWriter {
  write(text: string): boolean;
  end(text: string): void;
  /** Calls back once the reader has caught up. */
  whenDrained(run: () => void): void;
  /** Calls back once everything written has been sent. */
  whenFlushed(run: () => void): void;
}

/** One packet per write. */
export function wholePackets(response: ServerResponse): PacketWriter {
  return {
    write: (text) => response.write(text),
    end: (text) => void response.end(text),
    whenDrained: (run) => void response.once("drain", run),
    whenFlushed: (run) => void response.write("\n", run),
  };
}

/** Splits each write into the pieces that `cut` makes of it, one per turn of the event loop, so that no two share a packet. */
export function cutPackets(response: ServerResponse, cut: (bytes: Buffer) => readonly Buffer[]): PacketWriter {
  const pieces: Buffer[] = [];
  let sending = false;
  let ended = false;
  let waiting: (() => void)[] = [];
  const send = () => {
    const piece = pieces.shift();
    if (response.destroyed) return;
    if (piece) {
      response.write(piece, () => setImmediate(send));
      return;
    }
    sending = false;
    const run = waiting;
    waiting = [];
    for (const callback of run) callback();
    if (ended) response.end();
  };
  const queue = (text: string) => {
    for (const piece of cut(Buffer.from(text))) pieces.push(piece);
    if (!sending) {
      sending = true;
      setImmediate(send);
    }
  };
  return {
    write(text) {
      queue(text);
      return false;
    },
    end(text) {
      ended = true;
      queue(text);
    },
    whenDrained: (run) => void waiting.push(run),
    whenFlushed: (run) => void waiting.push(run),
  };
}

export function everyByte(bytes: Buffer): readonly Buffer[] {
  return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}

/** Splits in two, inside a multi-byte character where there is one. */
export function insideCharacter(bytes: Buffer): readonly Buffer[] {
  const continuation = bytes.findIndex((byte) => byte >= 0x80 && byte < 0xc0);
  const at = continuation > 0 ? continuation : bytes.length >> 1;
  return [bytes.subarray(0, at), bytes.subarray(at)];
}
