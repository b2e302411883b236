import { readConfig } from '../platform/config.ts';
import { visitConfiguredDatabase } from '../platform/configured-database.ts';
import { checkServer, migrate } from '../platform/database.ts';
import { schemaState } from '../platform/schema-version.ts';
import type { Noun, Outcome, Shell } from './command.ts';

/** `stempel database`: the schema. */
export const database: Noun = {
  name: 'database',
  summary: 'The schema of the database.',
  verbs: {
    show: {
      summary: 'Show whether the schema is that of this release. Exit code 1 when it is not.',
      run: (shell) => look(shell, async () => undefined),
    },
    migrate: {
      summary: 'Bring the schema up to date, beside a running service. `serve` does it by itself, too.',
      run: (shell) => look(shell, migrate),
    },
  },
};

async function look(shell: Shell, work: typeof migrate): Promise<Outcome> {
  const opened = await visitConfiguredDatabase(readConfig({ ...shell.variables }), { max: 2 });
  try {
    await checkServer(opened.database);
    await work(opened.database);
    const state = await schemaState(opened.database);
    return {
      json: { state: state.kind, applied: state.applied, known: state.known },
      text: `${state.kind}: ${state.applied} of ${state.known} migrations applied`,
      failed: state.kind !== 'current',
    };
  } finally {
    await opened.close();
  }
}
