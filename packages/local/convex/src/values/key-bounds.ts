const zeroByte = Buffer.from([0]);

/**
 * The first key after every key whose values begin with exactly those of `prefix`. What follows a whole value is the
 * tag of the next one, never 0xff; 0xff after a terminator continues a longer text or list of bytes, which is greater.
 */
export function afterPrefix(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, largestKey]);
}

/** The smallest key greater than `key`. */
export function keySuccessor(key: Uint8Array): Buffer {
  return Buffer.concat([key, zeroByte]);
}

export const smallestKey: Buffer = Buffer.alloc(0);

/** Greater than every sort key: no tag byte reaches 0xff. */
export const largestKey: Buffer = Buffer.from([0xff]);
