/** The magic number at the end of a LevelDB table. */
const MAGIC = 0xdb4775248b80fb57n;
const FOOTER_BYTES = 48;
/** The byte after each block: how it is compressed. */
const SNAPPY = 1;

/** The unpacked blocks of a LevelDB table (`.ldb`), in which Chromium keeps what a log held longer. Empty for another file. */
export function unpackedTable(file: Buffer): readonly Buffer[] {
  if (file.length < FOOTER_BYTES || file.readBigUInt64LE(file.length - 8) !== MAGIC) return [];
  const footer = new Reader(file.subarray(-FOOTER_BYTES));
  footer.handle();
  return handlesIn(blockAt(file, footer.handle())).map((handle) => blockAt(file, handle));
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function blockAt(file: Buffer, { offset, size }: Handle): Buffer {
  const block = file.subarray(offset, offset + size);
  return file[offset + size] === SNAPPY ? unsnapped(block) : block;
}

/** The values of an index block: where each data block is. Keys share prefixes; the restart points end the block. */
function handlesIn(index: Buffer): readonly Handle[] {
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
  const reader = new Reader(index.subarray(0, end));
  const handles: Handle[] = [];
  while (!reader.isAtEnd()) {
    reader.varint();
    const [keyBytes, valueBytes] = [reader.varint(), reader.varint()];
    reader.bytes(keyBytes);
    handles.push(new Reader(reader.bytes(valueBytes)).handle());
  }
  return handles;
}

/** Snappy's raw format: a length, then literals and copies of what came before. */
function unsnapped(packed: Buffer): Buffer {
  const reader = new Reader(packed);
  const out = Buffer.alloc(reader.varint());
  let at = 0;
  while (!reader.isAtEnd()) {
    const tag = reader.little(1);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const length = 1 + (short < 60 ? short : reader.little(short - 59));
      at += reader.bytes(length).copy(out, at);
      continue;
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const back = kind === 1 ? ((tag >> 5) << 8) | reader.little(1) : reader.little(kind === 2 ? 2 : 4);
    for (let n = 0; n < length; n++, at++) out[at] = out[at - back] ?? 0;
  }
  return out;
}

class Reader {
  readonly #from: Buffer;
  #at = 0;

  constructor(from: Buffer) {
    this.#from = from;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#from.length;
  }

  bytes(count: number): Buffer {
    return this.#from.subarray(this.#at, (this.#at += count));
  }

  little(count: number): number {
    return this.bytes(count).readUIntLE(0, count);
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.little(1);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}
