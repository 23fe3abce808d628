import { expect, it } from "vitest";
import type { PrincipalKind } from "@sendcat/shared-types";
import { LiveTurn } from "./live-turn.ts";
import { liveTurnOf, type LiveTurns } from "./live-turns.ts";

const ignore = () => undefined;
const calls = { onStop: ignore, onDetach: ignore, onFollow: ignore, onHandOver: ignore };

it("shows an account's running answer to nobody who holds a token of the guest that the account was", () => {
  const turns: LiveTurns = new Map();
  for (const kind of ["guest", "user"] as const) {
    const owner = { userId: "guest:ana", kind };
    turns.set(kind, new LiveTurn({ turnId: kind, owner, messageId: "m", metadata: {}, ...calls }));
  }
  const seen = (kind: PrincipalKind, userId = "guest:ana") =>
    [...turns.keys()].filter((turnId) => liveTurnOf(turns, turnId, { userId, kind }) !== null);
  expect(seen("guest")).toEqual(["guest"]);
  // An answer that began before the sign-in continues after it.
  expect(seen("user")).toEqual(["guest", "user"]);
  expect(seen("user", "guest:ben")).toEqual([]);
});
