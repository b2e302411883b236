import { type SpawnOptions, spawnSync } from 'node:child_process';
import { ConfigError } from '../config.ts';

/** PostgreSQL refuses to run as root; this account owns nothing else. */
const nobody = 65_534;

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

/**
 * Chooses how to run the programs: directly, or, for root, in the first way that works here.
 * @param probe program and folder that must be reachable
 * @param ownedBy who owns the data that is there already
 * @throws with advice when root cannot run it at all
 */
export function chooseAccount(
  probe: { program: string; folder: string; environment: Readonly<Record<string, string>> },
  ownedBy?: number,
): Account {
  if (process.getuid?.() !== 0) return direct;
  const candidates = [asNobody, asNobodyAnywhere, insideNamespace].filter(
    ({ owner }) => ownedBy === undefined || owner === ownedBy,
  );
  const found = candidates.find((account) => works(account, probe));
  if (found !== undefined) return found;
  throw new ConfigError(
    ownedBy === undefined
      ? 'PostgreSQL does not run as root, and no other account can reach its program and data here. Start Stempel as an ordinary user, or set DATABASE_URL.'
      : `The data in ${probe.folder} belongs to user ${ownedBy}; start Stempel as that user.`,
  );
}

function works(
  account: Account,
  { program, folder, environment }: { program: string; folder: string; environment: Readonly<Record<string, string>> },
): boolean {
  const [command, args] = account.wrap('/bin/sh', [
    '-c',
    '"$0" --version > /dev/null && test -x "$1"',
    program,
    folder,
  ]);
  return (
    spawnSync(command, args, {
      ...account.options,
      env: { ...environment },
      cwd: '/',
      stdio: 'ignore',
      timeout: 10_000,
    }).status === 0
  );
}
