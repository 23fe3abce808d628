const ESCAPE_BYTE = 0xff;
const TERMINATOR = 0x00;

/** A growing buffer that writes the primitive encodings of sort keys. */
export class KeyWriter {
  #buffer = Buffer.allocUnsafe(128);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  terminate(): void {
    this.byte(TERMINATOR);
  }

  /** IEEE 754 bits reordered so that byte order is numeric order. */
  float64(value: number): void {
    this.#reserve(8);
    const start = this.#length;
    this.#buffer.writeDoubleBE(value, start);
    const negative = (this.#buffer.readUInt8(start) & 0x80) !== 0;
    const mask = negative ? 0xff : 0x00;
    for (let offset = 0; offset < 8; offset++) {
      const flip = offset === 0 && !negative ? 0x80 : mask;
      this.#buffer.writeUInt8(this.#buffer.readUInt8(start + offset) ^ flip, start + offset);
    }
    this.#length += 8;
  }

  /** Length-tagged two's complement: tag 8 is zero, each wider size moves one tag away from it. */
  int64(value: bigint): void {
    if (value === 0n) {
      this.byte(8);
      return;
    }
    const sizeClass = int64SizeClass(value);
    this.byte(value < 0n ? 8 - sizeClass : 8 + sizeClass);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    this.raw(bytes.subarray(8 - (1 << (sizeClass - 1))));
  }

  /** UTF-8 with NUL escaped, ended by a terminator, so that a prefix sorts before its extensions. */
  string(value: string): void {
    const encoded = Buffer.from(value, "utf8");
    if (value.includes("\0")) {
      this.bytes(encoded);
      return;
    }
    this.raw(encoded);
    this.terminate();
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length * 2 + 1);
    for (const byte of value) {
      this.#buffer[this.#length++] = byte;
      if (byte === 0) this.#buffer[this.#length++] = ESCAPE_BYTE;
    }
    this.terminate();
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  finish(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#length));
  }

  #reserve(extraBytes: number): void {
    const needed = this.#length + extraBytes;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

function int64SizeClass(value: bigint): number {
  if (value >= -(1n << 7n) && value < 1n << 7n) return 1;
  if (value >= -(1n << 15n) && value < 1n << 15n) return 2;
  if (value >= -(1n << 31n) && value < 1n << 31n) return 3;
  return 4;
}
