import type { Repository } from "../repository.ts";

/** A part of a page that is generated from code, between two comments; `pnpm docs:write` rewrites it. */
export interface Block {
  readonly file: string;
  readonly name: string;
  readonly render: (repository: Repository) => string;
}
