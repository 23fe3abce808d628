import type { BeginTurn, TurnOwner } from "@sendcat/shared-types";

/** What `turns.begin` is called with. */
export interface BeginCall extends BeginTurn {
  readonly beginKey: string;
  readonly owner: TurnOwner;
}
