import { everyWrappedKey } from '../furnish.ts';
import {
  activateKey,
  createSigningKey,
  createSigningKeyShape,
  listSigningKeys,
  retireKey,
  rewrapKeys,
} from '../issuers/index.ts';
import type { Given, Noun, Outcome, Shell, Verb } from './command.ts';
import { idOf, issuerNamed } from './find.ts';
import { compromiseVerbs } from './key-compromise.ts';
import { shaped } from './shaped.ts';
import { columns, members } from './usage.ts';

const algorithm = { value: 'ALGORITHM', summary: 'Ed25519 (default), P-256, P-384 or RSA' };

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
    create: {
      summary: 'Make a signing key: active at once, or published now and active later.',
      arguments: ['issuer'],
      options: { algorithm, 'activates-at': { value: 'TIME', summary: 'such as 2027-01-01T00:00:00Z' } },
      run: makeKey,
    },
    rotate: {
      summary: 'Put a new signing key in force now; the one before is retired, and its badges stay valid.',
      arguments: ['issuer'],
      options: { algorithm },
      run: makeKey,
    },
    activate: change('Activate a pending key now; the one before is retired in the same moment.', activateKey),
    retire: change('Retire a pending key, or one of P-256 or RSA; what it signed stays valid.', retireKey),
    ...compromiseVerbs,
    're-wrap': {
      summary:
        'Put every stored data key, of all issuers, under the key-encryption key of today. Exit code 1 when some are left.',
      run: rewrap,
    },
  },
};

async function rewrap(shell: Shell): Promise<Outcome> {
  const { on, caller, custody } = await shell.house();
  const { keyEncryptionKeyId } = custody;
  const tables = await rewrapKeys(on, caller, custody, everyWrappedKey);
  // What is left was held by the running service in that moment.
  const failed = tables.some(({ left }) => left > 0);
  const next = failed
    ? 'Not all is done: run it again.'
    : 'All is done: the former key-encryption key is not needed any more.';
  return {
    json: { keyEncryptionKeyId, tables },
    text: `${columns(tables.map((table) => ({ ...table })))}\n\nUnder ${keyEncryptionKeyId}. ${next}`,
    failed,
  };
}

async function makeKey(shell: Shell, given: Given): Promise<Outcome> {
  const [wanted, activatesAt] = [given.text('algorithm'), given.text('activates-at')];
  const input = shaped(createSigningKeyShape, {
    ...(wanted !== undefined && { algorithm: wanted }),
    ...(activatesAt !== undefined && { activatesAt }),
  });
  const { on, caller } = await shell.house();
  const { id } = await issuerNamed(on, given.argument('issuer'));
  const made = await createSigningKey(on, on.keyring, caller, id, input);
  return { json: made, text: members(made) };
}

function change(summary: string, verb: typeof activateKey): Verb {
  return {
    summary,
    arguments: ['issuer', 'id'],
    run: async (shell, given) => {
      const id = idOf(given.argument('id'));
      const { on, caller } = await shell.house();
      const issuer = await issuerNamed(on, given.argument('issuer'));
      const changed = await verb(on, caller, issuer.id, id);
      return { json: changed, text: members(changed) };
    },
  };
}
