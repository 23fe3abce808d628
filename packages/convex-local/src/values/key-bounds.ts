const zeroByte = Buffer.from([0]);

/** The first key after every key that starts with `prefix`; null when there is none. */
export function afterPrefix(prefix: Buffer): Buffer | null {
  for (let index = prefix.length - 1; index >= 0; index--) {
    const byte = prefix.readUInt8(index);
    if (byte === 0xff) continue;
    const bound = Buffer.from(prefix.subarray(0, index + 1));
    bound.writeUInt8(byte + 1, index);
    return bound;
  }
  return null;
}

/** The smallest key greater than `key`. */
export function keySuccessor(key: Uint8Array): Buffer {
  return Buffer.concat([key, zeroByte]);
}

export const smallestKey: Buffer = Buffer.alloc(0);

/** Greater than every sort key: no tag byte reaches 0xff. */
export const largestKey: Buffer = Buffer.from([0xff]);
