import { eraseLearner, exportLearner, learnerOf, toLearnerAnswer } from '../learners/index.ts';
import type { Database } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { type ErasedLearner, listErasures } from '../privacy/index.ts';
import type { Given, Noun, Shell } from './command.ts';
import { idOf, issuerNamed } from './find.ts';
import type { House } from './house.ts';
import { members } from './usage.ts';

const learnerArguments = ['issuer', 'id'];

/** `stempel learner`: persons, as an issuer knows them. */
export const learner: Noun = {
  name: 'learner',
  summary: 'Learners. What is shown here is personal data: mind where the output goes.',
  verbs: {
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
  const house = await shell.house();
  const issuer = await issuerNamed(house.on, given.argument('issuer'));
  return { ...house, caller: { ...house.caller, issuerId: issuer.id }, id };
}
