/** A place in a document where a statement is wrong. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

export function describeFinding({ file, line, says }: Finding): string {
  return `${file}:${line}: ${says}`;
}
