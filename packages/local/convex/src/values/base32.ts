const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const DIGIT_OF = new Map([...ALPHABET].map((character, index) => [character, index]));

/** Crockford base 32, lower case, no padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= 5) {
      pendingBits -= 5;
      text += ALPHABET.charAt((pending >>> pendingBits) & 31);
    }
    pending &= (1 << pendingBits) - 1;
  }
  if (pendingBits > 0) text += ALPHABET.charAt((pending << (5 - pendingBits)) & 31);
  return text;
}

/** The bytes of a base 32 text, or null where a character is not a digit. */
export function decodeBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let pending = 0;
  let pendingBits = 0;
  for (const character of text) {
    const digit = DIGIT_OF.get(character);
    if (digit === undefined) return null;
    pending = ((pending << 5) | digit) & 0xfff;
    pendingBits += 5;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      bytes.push((pending >>> pendingBits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
