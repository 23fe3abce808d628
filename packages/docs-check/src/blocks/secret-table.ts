import { SECRET_NAMES, SECRET_READERS, SECRETS } from "@sendcat/shared-types";

/** Every secret, with what reads it. */
export function secretTable(): string {
  const rows = SECRET_NAMES.map((name) => {
    const readers = SECRETS[name].map((reader) => SECRET_READERS[reader]);
    return `| \`${name}\` | ${readers.join(", ")} |`;
  });
  return ["| secret | read by |", "| --- | --- |", ...rows].join("\n");
}
