import type { Database } from '../platform/database.ts';
import type { House } from './house.ts';

/** One `--option` of a verb. */
export interface Option {
  readonly summary: string;
  /** What stands behind it: `--name TEXT`. Absent: it stands alone. */
  readonly value?: string;
  readonly required?: boolean;
  /** May be given several times. */
  readonly multiple?: boolean;
}

/** What was typed behind a verb, already checked against what the verb takes. */
export interface Given {
  /** @throws when the verb does not declare it: a fault of ours */
  argument(name: string): string;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

/** What a verb tells: the same for people and, with `--json`, for programs. */
export interface Outcome {
  readonly json: unknown;
  /** What people read; ends without a line break. */
  readonly text: string;
  /** The command ran, and what it looked at is not as it should be: exit code 1. */
  readonly failed?: boolean;
}

/** The shell around a command: the only way for it to reach the world. */
export interface Shell {
  /** The environment, as `cli.ts` was given it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The configured database alone: for what needs no key. Closed after the command. */
  database(): Promise<Database>;
  /** The service's own dependencies, on the configured database; opened at the first call and closed after the command. */
  house(): Promise<House>;
  /** Says how it goes, on stderr. */
  tell(line: string): void;
}

/** One thing to do with a noun. */
export interface Verb {
  readonly summary: string;
  /** In their order; all of them are needed. */
  readonly arguments?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  run(shell: Shell, given: Given): Promise<Outcome>;
}

/** `stempel <noun> <verb>`: one file each. A verb may be two words (`api-key create`). */
export interface Noun {
  readonly name: string;
  readonly summary: string;
  readonly verbs: Readonly<Record<string, Verb>>;
}

/** What was typed cannot be understood: exit code 2, and the usage. */
export class UsageError extends Error {}

/** The command failed for a reason outside of us, which `message` tells: exit code 1, no stack. */
export class CommandError extends Error {}
