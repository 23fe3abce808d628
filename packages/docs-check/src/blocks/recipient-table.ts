import { RECIPIENTS } from "@sendcat/shared-types";

/** Everybody outside who is sent something of users, and what. */
export function recipientTable(): string {
  const rows = Object.values(RECIPIENTS).map(({ name, does, gets }) => `| ${name} | ${does} | ${gets} |`);
  return ["| who | does | is sent |", "| --- | --- | --- |", ...rows].join("\n");
}
