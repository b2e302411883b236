import { publishList, statusOverview } from '../status/index.ts';
import type { Noun } from './command.ts';
import { idOf, issuerNamed } from './find.ts';
import { columns } from './usage.ts';

/** `stempel status`: status lists. */
export const status: Noun = {
  name: 'status',
  summary: 'Status lists: which badges were withdrawn.',
  verbs: {
    show: {
      summary: 'Show the status lists: how full they are, and whether the signed copy is up to date.',
      options: { issuer: { value: 'ISSUER', summary: 'only of this issuer (slug or id)' } },
      run: async (shell, given) => {
        const { on } = await shell.house();
        const named = given.text('issuer');
        const issuerId = named === undefined ? undefined : (await issuerNamed(on, named)).id;
        const items = await statusOverview(on.database, issuerId);
        return { json: { items }, text: columns(items) };
      },
    },
    publish: {
      summary: 'Sign and publish a list, or every list of an issuer, unless the published copy is up to date.',
      options: {
        list: { value: 'ID', summary: 'this list' },
        issuer: { value: 'ISSUER', summary: 'all lists of this issuer (slug or id)' },
      },
      run: async (shell, given) => {
        const { on } = await shell.house();
        const [list, named] = [given.text('list'), given.text('issuer')];
        const issuerId = named === undefined ? undefined : (await issuerNamed(on, named)).id;
        const lists =
          list === undefined ? (await statusOverview(on.database, issuerId)).map(({ id }) => id) : [idOf(list)];
        const items = [];
        for (const id of lists) items.push({ id, etag: (await publishList(on, on.keyring, id)).etag });
        return { json: { items }, text: columns(items) };
      },
    },
  },
};
