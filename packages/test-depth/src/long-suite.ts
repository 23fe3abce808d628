/** A suite that finds more the longer it runs. */
export interface LongSuite {
  readonly name: string;
  /** The unit that its runs count, e.g. "kills". */
  readonly unit: string;
  /** `quick` finds what a change usually breaks; `deep` is the long run. */
  readonly runs: { readonly quick: number; readonly deep: number };
  readonly files: readonly string[];
  /** Folders of the code that it tests. Their dependencies in this repository count too. */
  readonly inputs: readonly string[];
}
