import { findLearners } from '../assessment/index.ts';
import { problem } from '../platform/problem.ts';
import type { Noun } from './command.ts';
import { idOf, issuerNamed } from './find.ts';
import { members } from './usage.ts';

/** `stempel learner`: persons, as an issuer knows them. */
export const learner: Noun = {
  name: 'learner',
  summary: 'Learners. What is shown here is personal data: mind where the output goes.',
  verbs: {
    show: {
      summary: 'Show what an issuer knows of a learner.',
      arguments: ['issuer', 'id'],
      run: async (shell, given) => {
        const { on } = await shell.house();
        const issuer = await issuerNamed(on, given.argument('issuer'));
        const [found] = await findLearners(on.database, issuer.id, [idOf(given.argument('id'))]);
        if (found === undefined) throw problem('not-found', 'This issuer has no such learner.');
        const { issuerId: _of, ...shown } = found;
        return { json: shown, text: members(shown) };
      },
    },
  },
};
