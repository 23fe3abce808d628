import { countSentence, ENDING_TABLE, ENDINGS } from "@sendcat/shared-types";

/** Every ending of an answer: what its reader is told, what they can do, and whether it counts. */
export function endingTable(): string {
  const rows = ENDINGS.map((ending) => {
    const { told, actions } = ENDING_TABLE[ending];
    return `| \`${ending}\` | ${told ?? ""} | ${actions.join(", ")} | ${countSentence(ending)} |`;
  });
  return ["| stored as | its reader is told | and can | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
