/** A place in a document that says what is not so. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

export function describeFinding({ file, line, says }: Finding): string {
  return `${file}:${line}: ${says}`;
}
