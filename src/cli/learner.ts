import { listLearners } from '../assessment/index.ts';
import { eraseLearner, exportLearner, learnerOf, toLearnerAnswer } from '../learners/index.ts';
import { createLearnerLink, createLinkShape, listConsents } from '../participants/index.ts';
import type { Database } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { pageQuery, toPage } from '../platform/pagination.ts';
import { type ErasedLearner, listErasures } from '../privacy/index.ts';
import type { Given, Noun, Shell } from './command.ts';
import { callerForIssuer, idOf } from './find.ts';
import type { House } from './house.ts';
import { pageGiven, pageOptions, pageText } from './page.ts';
import { shaped } from './shaped.ts';
import { members } from './usage.ts';

const learnerArguments = ['issuer', 'id'];

/** `stempel learner`: persons, as an issuer knows them. */
export const learner: Noun = {
  name: 'learner',
  summary: 'Learners. What is shown here is personal data: mind where the output goes. ISSUER is a slug or an id.',
  verbs: {
    list: {
      summary: 'List the learners of an issuer, in the order in which they came.',
      arguments: ['issuer'],
      options: pageOptions,
      run: async (shell, given) => {
        const { limit, after } = pageGiven(pageQuery, given);
        const { on, caller } = await callerForIssuer(shell, given);
        const page = toPage(await listLearners(on, on.database, caller.issuerId, limit + 1, after), limit);
        const items = page.items.map(toLearnerAnswer);
        const rows = items.map(({ id, email, name, reference, createdAt, erasedAt }) => ({
          id,
          email,
          name,
          reference,
          createdAt,
          erasedAt,
        }));
        return { json: { ...page, items }, text: pageText(rows, page.next) };
      },
    },
    show: {
      summary: 'Show what an issuer knows of a learner.',
      arguments: learnerArguments,
      run: async (shell, given) => {
        const { on, caller, id } = await meant(shell, given);
        const found = toLearnerAnswer(await learnerOf(on, caller, id));
        return { json: found, text: members(found) };
      },
    },
    export: {
      summary: 'Everything that an issuer holds on a learner, as JSON (AVG/GDPR art. 15 and 20).',
      arguments: learnerArguments,
      run: async (shell, given) => {
        const { on, caller, id } = await meant(shell, given);
        const all = await exportLearner(on, caller, id);
        return { json: all, text: JSON.stringify(all, null, 2) };
      },
    },
    consents: {
      summary: 'List the consents of a learner, the withdrawn ones too.',
      arguments: learnerArguments,
      options: pageOptions,
      run: async (shell, given) => {
        const { limit, after } = pageGiven(pageQuery, given);
        const { on, caller, id } = await meant(shell, given);
        const page = toPage(await listConsents(on, caller, id, limit + 1, after), limit);
        const rows = page.items.map(({ id: consent, state, purpose, receiver, scope, givenAt, withdrawnAt }) => ({
          id: consent,
          state,
          purpose,
          receiver,
          scope,
          givenAt,
          withdrawnAt,
        }));
        return { json: page, text: pageText(rows, page.next) };
      },
    },
    link: {
      summary: "Make a link to the learner's own page. It is shown once, here; whoever has it acts as the learner.",
      arguments: learnerArguments,
      options: { days: { value: 'NUMBER', summary: 'how long it works; 30 when absent, 365 at most' } },
      run: async (shell, given) => {
        const days = given.text('days');
        const input = shaped(createLinkShape, days === undefined ? {} : { days: Number(days) });
        const { on, caller, id } = await meant(shell, given);
        const made = await createLearnerLink(on, caller, id, input);
        return { json: made, text: members(made) };
      },
    },
    erase: {
      summary: 'Erase a learner for good: what tells of the person cannot be read any more, here or in a backup.',
      arguments: learnerArguments,
      run: async (shell, given) => {
        const { on, caller, id } = await meant(shell, given);
        const erased = toLearnerAnswer(await eraseLearner(on, caller, id));
        return { json: erased, text: members(erased) };
      },
    },
    erasures: {
      summary: 'List who was erased, a line of JSON each, without personal data. Keep it apart from the backups.',
      run: async (shell) => {
        const items = await erasures(await shell.database());
        return { json: { items }, text: items.map((each) => JSON.stringify(each)).join('\n') };
      },
    },
  },
};

const page = 1_000;

async function erasures(database: Database): Promise<ErasedLearner[]> {
  const found: ErasedLearner[] = [];
  for (;;) {
    const next = await listErasures(database, page, found.at(-1)?.learnerId);
    found.push(...next);
    if (next.length < page) return found;
  }
}

async function meant(shell: Shell, given: Given): Promise<House & { caller: IssuerCaller; id: string }> {
  const id = idOf(given.argument('id'));
  return { ...(await callerForIssuer(shell, given)), id };
}
