import type { ServerResponse } from "node:http";
import { createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import type { PacketWriter } from "./packet-writer.ts";

const CODERS = { gzip: createGzip, deflate: createDeflate, br: createBrotliCompress } as const;

/** Codings that an answer may use, asked for or not. */
export const CODINGS: readonly string[] = Object.keys(CODERS);

type Coding = keyof typeof CODERS;

export function isCoding(name: string | null): name is Coding {
  return name !== null && CODINGS.includes(name);
}

/** Compresses every write and flushes it at once. */
export function compressedPackets(response: ServerResponse, coding: Coding): PacketWriter {
  const coder = CODERS[coding]();
  coder.pipe(response);
  return {
    write(text) {
      const keepsUp = coder.write(text);
      coder.flush();
      return keepsUp;
    },
    end: (text) => void coder.end(text),
    whenDrained: (run) => void coder.once("drain", run),
    whenFlushed: (run) => coder.flush(run),
  };
}
