import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError } from '../platform/config.ts';
import type { ConfiguredDatabase } from '../platform/configured-database.ts';
import { Problem } from '../platform/problem.ts';
import { CommandError, type Given, type Noun, type Outcome, type Shell, UsageError, type Verb } from './command.ts';
import type { House } from './house.ts';
import type { NounEntry } from './nouns.ts';
import { describeNoun, describeVerb } from './usage.ts';

type Words = readonly string[];
type Variables = Readonly<Record<string, string | undefined>>;

const always = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
} as const;

/**
 * Runs `stempel <noun> …`.
 * @param words what stands behind the noun
 * @returns the exit code: 0 done, 1 failed or refused, 2 not understood
 */
export async function runNoun(entry: NounEntry, words: Words, variables: Variables): Promise<number> {
  const noun = await entry.load();
  const found = findVerb(noun, words);
  if (found === undefined) return explainNoun(noun, words);
  const { name, verb, rest } = found;
  try {
    const { given, help, json } = parse(verb, rest);
    if (help) {
      process.stdout.write(describeVerb(noun, name, verb));
      return 0;
    }
    const outcome = await inShell(variables, (shell) => verb.run(shell, given()));
    process.stdout.write(`${json ? JSON.stringify(outcome.json, null, 2) : outcome.text}\n`);
    return outcome.failed ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${describeVerb(noun, name, verb)}`);
      return 2;
    }
    process.stderr.write(`${failure(error)}\n`);
    return 1;
  }
}

/** The longest name of a verb that the words begin with. */
function findVerb(noun: Noun, words: Words): { name: string; verb: Verb; rest: Words } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const verb = Object.hasOwn(noun.verbs, name) ? noun.verbs[name] : undefined;
    if (verb !== undefined && words.length >= length) return { name, verb, rest: words.slice(length) };
  }
  return undefined;
}

function explainNoun(noun: Noun, words: Words): number {
  const asked = words.length === 0 || ['help', '--help', '-h'].includes(words.at(-1) ?? '');
  (asked ? process.stdout : process.stderr).write(
    asked ? describeNoun(noun) : `stempel ${noun.name} knows no "${words[0]}".\n\n${describeNoun(noun)}`,
  );
  return asked ? 0 : 2;
}

function parse(verb: Verb, words: Words): { help: boolean; json: boolean; given: () => Given } {
  const declared = Object.entries(verb.options ?? {});
  const options: NonNullable<ParseArgsConfig['options']> = {
    ...always,
    ...Object.fromEntries(
      declared.map(([name, { value, multiple = false }]) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple },
      ]),
    ),
  };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own words: unknown option, missing value. They quote what was typed, nothing else.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return {
    help: parsed.values.help === true,
    json: parsed.values.json === true,
    given: () => checked(verb, parsed),
  };
}

function checked(verb: Verb, { values, positionals }: ReturnType<typeof parseArgs>): Given {
  const names = verb.arguments ?? [];
  const missing = [
    ...names.slice(positionals.length),
    ...Object.entries(verb.options ?? {})
      .filter(([name, { required }]) => required === true && values[name] === undefined)
      .map(([name]) => `--${name}`),
  ];
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.join(', ')}.`);
  const surplus = positionals.slice(names.length);
  if (surplus.length > 0) throw new UsageError(`Not understood: ${surplus.join(' ')}.`);
  const textsOf = (option: string) => [values[option] ?? []].flat().filter((value) => typeof value === 'string');
  return {
    argument: (name) => {
      const value = positionals[names.indexOf(name)];
      if (value === undefined) throw new Error(`the verb takes no ${name}`);
      return value;
    },
    text: (option) => textsOf(option).at(-1),
    texts: textsOf,
    flag: (option) => values[option] === true,
  };
}

async function inShell(variables: Variables, run: (shell: Shell) => Promise<Outcome>): Promise<Outcome> {
  let opened: Promise<ConfiguredDatabase> | undefined;
  let house: Promise<House> | undefined;
  const open = () => {
    opened ??= import('./house.ts').then(({ openShellDatabase }) => openShellDatabase(variables));
    return opened;
  };
  const shell: Shell = {
    variables,
    database: async () => (await open()).database,
    house: () => {
      house ??= import('./house.ts').then(async ({ openHouse }) => openHouse(variables, await open()));
      return house;
    },
    tell: (line) => void process.stderr.write(`${line}\n`),
  };
  try {
    return await run(shell);
  } finally {
    await opened?.then(
      ({ close }) => close(),
      () => undefined, // it never opened, and `run` has said so
    );
  }
}

/** What went wrong, for the operator: a stack only for faults of ours. */
function failure(error: unknown): string {
  if (error instanceof Problem) {
    const faults = error.faults.map(({ pointer, parameter, detail }) => `  ${pointer ?? parameter ?? ''} ${detail}`);
    return [error.message, ...faults].join('\n');
  }
  if (error instanceof ConfigError || error instanceof CommandError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
