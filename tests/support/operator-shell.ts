import { inject, vi } from 'vitest';
import { nouns } from '../../src/cli/nouns.ts';
import { runNoun } from '../../src/cli/run-noun.ts';
import { rowsOf } from './stored.ts';
import type { World } from './world.ts';

/** What a command of the shell came to. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The operator's shell on the database of a world: what `stempel` runs, without a process for each command. */
export interface OperatorShell {
  run(...words: string[]): Promise<Told>;
  /** Runs a command that must succeed, and reads its JSON. */
  ask(...words: string[]): Promise<any>;
  /** What the audit log says that the operator did here, in order: `award.reinstated award:<id>`. */
  done(): Promise<string[]>;
}

/**
 * The shell reads the clock of this machine: the world must not be ahead of it, or nothing is signed.
 * @param changed variables that differ from those of the world
 */
export async function operatorShell(world: World, changed: Record<string, string> = {}): Promise<OperatorShell> {
  const { host, port, user, password = '' } = inject('server');
  const [{ name }] = await rowsOf(world.database, 'select current_database() as name');
  const query = new URLSearchParams({ host, port: String(port), user, password });
  const variables = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PUBLIC_BASE_URL: world.on.config.publicBaseUrl,
    KEY_ENCRYPTION_KEY: world.on.config.keyEncryptionKey,
    DATABASE_URL: `postgresql:///${name}?${query}`,
    ...changed,
  };
  const run = async (noun: string, ...words: string[]): Promise<Told> => {
    const entry = nouns.find((each) => each.name === noun);
    if (entry === undefined) throw new Error(`the shell knows no ${noun}`);
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const code = await runNoun(entry, words, variables);
      const said = (spy: typeof stdout) => spy.mock.calls.map(([text]) => String(text)).join('');
      return { code, stdout: said(stdout), stderr: said(stderr) };
    } finally {
      stdout.mockRestore();
      stderr.mockRestore();
    }
  };
  return {
    run: (noun = '', ...words) => run(noun, ...words),
    ask: async (noun = '', ...words) => {
      const { code, stdout, stderr } = await run(noun, ...words, '--json');
      if (code !== 0) throw new Error(`${noun} ${words.join(' ')}: ${stderr}`);
      return JSON.parse(stdout);
    },
    done: async () => {
      const entries = "select action, subject from audit_entries where actor = 'operator-shell' order by id";
      return (await rowsOf(world.database, entries)).map(({ action, subject }) => `${action} ${subject}`);
    },
  };
}
