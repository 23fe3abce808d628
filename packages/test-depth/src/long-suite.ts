/** A suite that shows more the longer it runs. */
export interface LongSuite {
  readonly name: string;
  /** What is counted: "kills". */
  readonly unit: string;
  /** `quick` finds what a change usually breaks; `deep` is the long run. */
  readonly runs: { readonly quick: number; readonly deep: number };
  readonly files: readonly string[];
  /** Folders of the code under it. What they depend on in this repository counts too. */
  readonly inputs: readonly string[];
}
