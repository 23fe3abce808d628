import type { Repository } from "../repository.ts";

const PORTS = /^packages\/shared-types\/src\/ports\/[^/]+\.ts$/;
const CONTRACTS = "packages/port-contracts/src/";
const TWIN = /\/(memory|scripted)-[^/]+(?<!\.test)\.ts$/;
/** Where contracts are called: in tests, and in suites that several tests share. */
const CALLER = /(\.test\.ts|\/testing\/[^/]+\.ts)$/;

/** An interface, with its name and its body. */
const INTERFACE = /^export interface (\w+)[^{]*\{\n([^]*?)^\}/gm;

/** The ports: interfaces with a method, except results of other ports (those have `ok`). */
function portsOf(repository: Repository): readonly string[] {
  return [...repository.files]
    .filter((file) => PORTS.test(file))
    .flatMap((file) => [...repository.read(file).matchAll(INTERFACE)])
    .flatMap(([, name = "", body = ""]) => (/^ {2}\w+\(/m.test(body) && !/\bok: /.test(body) ? [name] : []));
}

/** What each port lacks: a contract `xContract`, a twin, a run of the contract on the twin, or one on an adapter. */
export function portsAmiss(repository: Repository): readonly string[] {
  const sources = [...repository.files].filter((file) => file.endsWith(".ts"));
  const twins = sources.filter((file) => file.startsWith(CONTRACTS) && TWIN.test(file)).map(repository.read);
  const contracts = sources.filter((file) => file.endsWith("-contract.ts")).map(repository.read);
  const callers = sources.filter((file) => CALLER.test(file));
  const [here, elsewhere] = [true, false].map((isHere) =>
    callers.filter((file) => file.startsWith(CONTRACTS) === isHere).map(repository.read),
  );
  return portsOf(repository).flatMap((port) => {
    const contract = `${port.charAt(0).toLowerCase()}${port.slice(1)}Contract`;
    const call = new RegExp(`\\b${contract}\\(`);
    const needs = {
      [`has no ${contract}`]: contracts.some((text) => text.includes(`export function ${contract}(`)),
      "has no twin": twins.some((text) => new RegExp(`\\b${port}\\b`).test(text)),
      "has a twin that its contract does not test": here?.some((text) => call.test(text)),
      "has no adapter that its contract tests": elsewhere?.some((text) => call.test(text)),
    };
    return Object.entries(needs).flatMap(([lack, isThere]) => (isThere ? [] : [`${port} ${lack}`]));
  });
}
