const ZERO_BYTE = Buffer.from([0]);

/**
 * The first key after all keys that begin with the values of `prefix`. A complete value is followed by the tag of the
 * next one, which is never 0xff; 0xff after a terminator continues a longer string or byte array, which is greater.
 */
export function afterPrefix(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, LARGEST_KEY]);
}

/** The smallest key greater than `key`. */
export function keySuccessor(key: Uint8Array): Buffer {
  return Buffer.concat([key, ZERO_BYTE]);
}

export const SMALLEST_KEY: Buffer = Buffer.alloc(0);

/** Greater than every sort key: no tag byte reaches 0xff. */
export const LARGEST_KEY: Buffer = Buffer.from([0xff]);
