import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import {
  createApiKey,
  createApiKeyShape,
  createIssuer,
  createIssuerShape,
  listApiKeys,
  listIssuers,
  revokeApiKey,
  toIssuerAnswer,
} from '../issuers/index.ts';
import { scopes } from '../platform/auth.ts';
import { textIn } from '../platform/text.ts';
import { type Given, type Noun, UsageError } from './command.ts';
import { issuerNamed } from './find.ts';
import { shaped } from './shaped.ts';
import { columns, members } from './usage.ts';

const most = 1_000;

/** `stempel issuer`: organisations that issue badges, and their API keys. */
export const issuer: Noun = {
  name: 'issuer',
  summary: 'Issuers (training providers, academies) and their API keys. ISSUER is a slug or an id.',
  verbs: {
    create: {
      summary: 'Create an issuer. Its DID follows from PUBLIC_BASE_URL and the slug, and never changes.',
      options: {
        name: { value: 'TEXT', summary: 'what it is called' },
        url: { value: 'URL', summary: 'its own website' },
        slug: { value: 'SLUG', summary: 'last part of its addresses; made from the name when absent' },
        file: { value: 'FILE', summary: 'all of it as JSON, as for POST /v1/issuers; - reads stdin' },
      },
      run: async (shell, given) => {
        const input = shaped(createIssuerShape, await describedIssuer(given));
        const { on, caller } = await shell.house();
        const made = await createIssuer(on, caller, input);
        return { json: made, text: members(made) };
      },
    },
    list: {
      summary: 'List the issuers.',
      run: async (shell) => {
        const { on } = await shell.house();
        const items = (await listIssuers(on.database, most)).map(toIssuerAnswer);
        const rows = items.map(({ slug, id, name, did }) => ({ slug, id, name: textIn(name, 'en'), did }));
        return { json: { items }, text: columns(rows) };
      },
    },
    show: {
      summary: 'Show one issuer.',
      arguments: ['issuer'],
      run: async (shell, given) => {
        const { on } = await shell.house();
        const found = toIssuerAnswer(await issuerNamed(on, given.argument('issuer')));
        return { json: found, text: members(found) };
      },
    },
    'api-key create': {
      summary: 'Give an issuer an API key. It is shown once, here.',
      arguments: ['issuer'],
      options: {
        name: { value: 'TEXT', summary: 'what the key is for', required: true },
        scope: { value: 'SCOPE', summary: scopes.join(', '), required: true, multiple: true },
        expires: { value: 'TIME', summary: 'when it stops, such as 2027-01-01T00:00:00Z' },
      },
      run: async (shell, given) => {
        const input = shaped(createApiKeyShape, {
          name: given.text('name'),
          scopes: given.texts('scope'),
          ...(given.text('expires') !== undefined && { expiresAt: given.text('expires') }),
        });
        const { on, caller } = await shell.house();
        const { id } = await issuerNamed(on, given.argument('issuer'));
        const made = await createApiKey(on, caller, id, input, { scopes });
        return { json: made, text: members(made) };
      },
    },
    'api-key list': {
      summary: 'List the API keys of an issuer; never the keys themselves.',
      arguments: ['issuer'],
      run: async (shell, given) => {
        const { on } = await shell.house();
        const items = await listApiKeys(on, (await issuerNamed(on, given.argument('issuer'))).id);
        const rows = items.map((item) => ({
          id: item.id,
          name: item.name,
          scopes: item.scopes.join(','),
          expires: item.expiresAt,
          revoked: item.revokedAt,
        }));
        return { json: { items }, text: columns(rows) };
      },
    },
    'api-key revoke': {
      summary: 'Revoke an API key at once.',
      arguments: ['issuer', 'id'],
      run: async (shell, given) => {
        const { on, caller } = await shell.house();
        const { id: issuerId } = await issuerNamed(on, given.argument('issuer'));
        const id = given.argument('id');
        await revokeApiKey(on, caller, issuerId, id);
        return { json: { id, revoked: true }, text: `revoked  ${id}` };
      },
    },
  },
};

async function describedIssuer(given: Given): Promise<unknown> {
  const file = given.text('file');
  const typed = { name: given.text('name'), url: given.text('url'), slug: given.text('slug') };
  if (file === undefined) {
    if (typed.name === undefined || typed.url === undefined) throw new UsageError('Give --name and --url, or --file.');
    return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  }
  if (Object.values(typed).some((value) => value !== undefined)) {
    throw new UsageError('--file holds all of it; leave out --name, --url and --slug.');
  }
  const json = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(refuseUnread(file));
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`${file} is no JSON.`);
  }
}

const refuseUnread = (file: string) => (): never => {
  throw new UsageError(`${file} cannot be read.`);
};
