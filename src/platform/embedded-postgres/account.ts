import { type SpawnOptions, spawnSync } from 'node:child_process';
import { ConfigError } from '../config.ts';

/** PostgreSQL refuses to run as root; this account owns nothing else. */
export const nobody = 65_534;

/** How to run a program so that PostgreSQL accepts the account. */
export interface Account {
  /** The command and what goes before its own arguments. */
  wrap(program: string, args: readonly string[]): readonly [string, readonly string[]];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid'>;
  /** Who must own the data: a number to give it to, or nothing when it may stay as it is. */
  readonly owner: number | undefined;
}

const direct: Account = { wrap: (program, args) => [program, args], options: {}, owner: undefined };

/** As another account; that account must be able to reach program and data. */
const asNobody: Account = { ...direct, options: { uid: nobody, gid: nobody }, owner: nobody };

/** As another account that may pass through folders which only root may enter, such as /root. */
const asNobodyAnywhere: Account = {
  wrap: (program, args) => [
    'setpriv',
    [
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      program,
      ...args,
    ],
  ],
  options: {},
  owner: nobody,
};

/** Root outside, an ordinary account inside a user namespace. */
const insideNamespace: Account = {
  wrap: (program, args) => ['unshare', ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, program, ...args]],
  options: {},
  owner: 0,
};

/** What the account must be able to reach. */
export interface Reach {
  readonly program: string;
  readonly folders: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Chooses how to run the programs: directly, or, for root, in the first way that works here.
 * @param ownedBy who owns the data that is there already
 * @throws with advice when root cannot run it at all
 */
export function chooseAccount(reach: Reach, ownedBy: number | undefined): Account {
  if (process.getuid?.() !== 0) return direct;
  const candidates = [asNobody, asNobodyAnywhere, insideNamespace];
  const found = candidates.find(
    (account) => (ownedBy === undefined || account.owner === ownedBy) && works(account, reach),
  );
  if (found !== undefined) return found;
  throw new ConfigError(
    'PostgreSQL does not run as root, and no other account can reach its program and data here. Start Stempel as an ordinary user, or set DATABASE_URL.',
  );
}

function works(account: Account, { program, folders, environment }: Reach): boolean {
  const script = '"$0" --version > /dev/null && for folder; do test -x "$folder" || exit 1; done';
  const [command, args] = account.wrap('/bin/sh', ['-c', script, program, ...folders]);
  const { status } = spawnSync(command, args, {
    ...account.options,
    env: { ...environment },
    cwd: '/',
    stdio: 'ignore',
    timeout: 10_000,
  });
  return status === 0;
}
