import { createSigningKey, listSigningKeys } from '../issuers/index.ts';
import type { Given, Noun, Outcome, Shell } from './command.ts';
import { issuerNamed } from './find.ts';
import { columns, members } from './usage.ts';

/** `stempel key`: signing keys. */
export const key: Noun = {
  name: 'key',
  summary: 'Signing keys. ISSUER is a slug or an id.',
  verbs: {
    list: {
      summary: 'List the signing keys of an issuer; their secrets are never shown.',
      arguments: ['issuer'],
      run: async (shell, given) => {
        const { on } = await shell.house();
        const items = await listSigningKeys(on, (await issuerNamed(on, given.argument('issuer'))).id);
        const rows = items.map(({ id, algorithm, state, createdAt, publicKeyMultibase }) => ({
          id,
          algorithm,
          state,
          createdAt,
          publicKeyMultibase,
        }));
        return { json: { items }, text: columns(rows) };
      },
    },
    create: { summary: 'Make a signing key and activate it.', arguments: ['issuer'], run: makeKey },
    rotate: {
      summary: 'Make a new signing key and activate it; the one before is retired, and its badges stay valid.',
      arguments: ['issuer'],
      run: makeKey,
    },
  },
};

async function makeKey(shell: Shell, given: Given): Promise<Outcome> {
  const { on, caller } = await shell.house();
  const { id } = await issuerNamed(on, given.argument('issuer'));
  const made = await createSigningKey(on, on.keyring, caller, id);
  return { json: made, text: members(made) };
}
