import fc from "fast-check";
import type { CommandName } from "../backend/memory/commands.ts";
import { COMMAND_FORMS } from "./command-forms.ts";

type Words = readonly string[];

/** Values of each kind of argument. Fractions are sums of halves: versions of Redis print others with more or fewer digits. */
const KINDS: Readonly<Record<string, Words>> = {
  "BITOP-OPERATION": ["AND", "or", "Xor", "NOT"],
  END: ["LEFT", "right"],
  EXTREME: ["MIN", "max"],
  SIDE: ["before", "AFTER"],
  aggregate: ["sum", "MIN", "Max"],
  bit: ["0", "1"],
  bound: ["0", "-1", "1", "2", "(1", "-inf", "+inf", "-", "+", "[b", "(a"],
  count: ["1", "2", "100"],
  cursor: ["0"],
  field: ["a", "b", "c", "ñ"],
  float: ["1", "-2.5", "0.5", "0.25", "3e2", "1.50"],
  id: ["1-1", "1-2", "2", "2-*", "3-0", "0-0", "5-5"],
  "id-bound": ["-", "+", "1", "2", "(1-1", "3-0"],
  int: ["0", "1", "2", "3", "-1", "-2", "10", "-10"],
  "lex-bound": ["-", "+", "[a", "(b", "[c", "(ñ"],
  many: ["1", "2", "-2", "0", "100"],
  millis: ["100000", "200000", "900000"],
  millitime: ["4000000000000", "4100000000000", "4200000000000"],
  offset: ["0", "1", "7", "9", "20"],
  pattern: ["*", "?", "[a-c]", "[^a]*", "s*", "\\a", "*1", "??", "ñ"],
  plenty: ["1000"],
  score: ["1", "2", "-1.5", "3", "inf", "-inf", "0", "1e3"],
  "score-bound": ["-inf", "+inf", "1", "(1", "2", "(3", "0"],
  seconds: ["100", "200", "900"],
  time: ["4000000000", "4100000000", "4200000000"],
  type: ["string", "hash", "zset", "list", "set", "stream"],
  unit: ["BIT", "byte"],
  value: ["a", "b", "c", "1", "10", "0.5", "ñ", "", "hello", "-5"],
  zero: ["0"],
};
const HOLDERS = ["s", "b", "h", "l", "z", "u", "x"];
/** Words that are wrong almost everywhere. */
const ODD_WORDS = [
  "",
  "nope",
  "99999999999999999999",
  "1.5",
  "-0",
  " 1",
  "+1",
  "NX",
  "withscores",
  "limit",
  "9223372036854775807",
];

const oneOf = (words: Words) => fc.constantFrom(...words);
const joined = (parts: readonly fc.Arbitrary<Words>[]) => fc.tuple(...parts).map((lists) => lists.flat());

function keyOf(holder: string | undefined): fc.Arbitrary<string> {
  const keys = (holders: Words) => oneOf(holders.flatMap((name) => [`${name}1`, `${name}2`]));
  if (holder === undefined) return keys(HOLDERS);
  // Which members are between two others is not defined where scores differ.
  const others = holder === "q" ? HOLDERS.filter((name) => name !== "z") : HOLDERS;
  return fc.oneof({ weight: 15, arbitrary: keys([holder]) }, { weight: 1, arbitrary: keys(others) });
}

function wordsOf(kind: string): fc.Arbitrary<Words> {
  const [name = "", holder] = kind.split(":");
  if (name === "key") return keyOf(holder).map((key) => [key]);
  if (name === "keys") return fc.tuple(keyOf(holder), keyOf(holder)).map((keys) => ["2", ...keys]);
  if (name === "pair") return joined([wordsOf("field"), wordsOf("value")]);
  if (name === "scored") return joined([wordsOf("score"), wordsOf("value")]);
  const values = KINDS[name];
  return values ? oneOf(values).map((word) => [word]) : anyCase(name).map((word) => [word]);
}

function anyCase(word: string): fc.Arbitrary<string> {
  return fc.constantFrom(word, word.toLowerCase(), word.slice(0, 1) + word.slice(1).toLowerCase());
}

/** Arguments of the form that `COMMAND_FORMS` describes. */
function argumentsOf(forms: string): fc.Arbitrary<Words> {
  return fc.oneof(...forms.split(" or ").map(argumentsOfOne));
}

function argumentsOfOne(form: string): fc.Arbitrary<Words> {
  const parts: fc.Arbitrary<Words>[] = [];
  for (const part of form.match(/\[[^\]]+\]|\([^)]+\)|\S+/g) ?? []) {
    const previous = parts.at(-1);
    if (/^[[(]/.test(part)) {
      const options = part
        .slice(1, -1)
        .split("|")
        .map((option) => joined(option.split(" ").map(wordsOf)));
      const maxLength = part.startsWith("[") ? 3 : 1;
      const chosen = fc.shuffledSubarray(options, { maxLength: Math.min(maxLength, options.length) });
      parts.push(chosen.chain(joined));
    } else if (part === "..." && previous)
      parts.push(fc.array(previous, { maxLength: 2 }).map((lists) => lists.flat()));
    else parts.push(wordsOf(part));
  }
  return joined(parts);
}

/** One word replaced, added or taken away. */
const mistake = fc.record({ at: fc.nat(6), removes: fc.nat(1), words: fc.array(oneOf(ODD_WORDS), { maxLength: 1 }) });

function withMistake(args: Words, { at, removes, words }: { at: number; removes: number; words: Words }): Words {
  return args.toSpliced(Math.min(at, args.length), removes, ...words);
}

const none = fc.constant(null);
const maybeMistake = fc.oneof({ weight: 9, arbitrary: none }, { weight: 1, arbitrary: mistake });

/** One command of any kind, written in any case, and sometimes wrong. */
export function generatedCommand(except: readonly CommandName[]): fc.Arbitrary<readonly [CommandName, ...string[]]> {
  // safe because these are the table's own keys.
  const names = (Object.keys(COMMAND_FORMS) as CommandName[]).filter((name) => !except.includes(name));
  const commands = names.map((name) =>
    fc
      .tuple(argumentsOf(COMMAND_FORMS[name]), maybeMistake)
      .map(([args, made]): readonly [CommandName, ...string[]] => [name, ...(made ? withMistake(args, made) : args)]),
  );
  return fc.oneof(...commands);
}
