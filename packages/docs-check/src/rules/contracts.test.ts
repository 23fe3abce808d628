import { expect, it } from "vitest";
import { repositoryOf } from "../repository.ts";
import { portsAmiss } from "./contracts.ts";

const PORT = "packages/shared-types/src/ports/kettle.ts";
const CONTRACT = "packages/port-contracts/src/kettle/kettle-contract.ts";
const TWIN = "packages/port-contracts/src/kettle/memory-kettle.ts";
const TWIN_TEST = "packages/port-contracts/src/kettle/memory-kettle.test.ts";
const ADAPTER_TEST = "packages/redis/src/create-kettle.test.ts";

const FILES: Readonly<Record<string, string>> = {
  [PORT]: `export interface KettleSize {
  readonly litres: number;
}

export interface Boiling {
  readonly ok: true;
  litres(): number;
}

/** Boils. */
export interface Kettle {
  /** Once. */
  boil(size: KettleSize): Promise<Boiling>;
}
`,
  [CONTRACT]: "export function kettleContract(name: string) {}",
  [TWIN]: "export function memoryKettle(): Kettle {}",
  [TWIN_TEST]: 'kettleContract("in memory", open);',
  [ADAPTER_TEST]: 'kettleContract("Redis", open);',
};

const without = (file?: string) => {
  const kept = Object.keys(FILES).filter((name) => name !== file);
  return portsAmiss(repositoryOf(kept, (name) => FILES[name] ?? ""));
};

it("requires of every port, and of no other interface, a contract, a twin, and a twin and an adapter that the contract tests", () => {
  expect(without()).toEqual([]);
  expect(without(CONTRACT)).toEqual(["Kettle has no kettleContract"]);
  expect(without(TWIN)).toEqual(["Kettle has no twin"]);
  expect(without(TWIN_TEST)).toEqual(["Kettle has a twin that its contract does not test"]);
  expect(without(ADAPTER_TEST)).toEqual(["Kettle has no adapter that its contract tests"]);
});
