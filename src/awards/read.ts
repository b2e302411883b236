import { findLearners, type Learner } from '../assessment/index.ts';
import { type Achievement, findAchievement } from '../curriculum/index.ts';
import type { Connection } from '../platform/database.ts';
import { problem } from '../platform/problem.ts';
import type { Guarded } from '../privacy/index.ts';
import { toAwardAnswer, toProposalAnswer } from './answer.ts';
import type { AwardAnswer, ProposalAnswer } from './schema.ts';
import { sharingOf } from './sharing.ts';
import { type AwardRow, type ProposalRow, selectAward } from './store.ts';

/** Awards with their achievement and learner, for an answer. */
export async function describeAwards(on: Guarded, issuerId: string, rows: readonly AwardRow[]): Promise<AwardAnswer[]> {
  const { learners, achievements } = await surroundings(on, on.database, issuerId, rows);
  const sharing = await sharingOf(on.database, issuerId, rows);
  return rows.map((row) => {
    const { page, name } = present(sharing.get(row.id));
    const answer = toAwardAnswer(
      on,
      row,
      present(achievements.get(row.achievementId)),
      present(learners.get(row.learnerId)),
    );
    return { ...answer, shared: { page, name } };
  });
}

/** @throws {Problem} `not-found` for an award that is not there or is another issuer's */
export async function describeAward(on: Guarded, issuerId: string, id: string): Promise<AwardAnswer> {
  const row = await selectAward(on.database, issuerId, id);
  const [answer] = row === undefined ? [] : await describeAwards(on, issuerId, [row]);
  if (answer === undefined) throw problem('not-found', 'There is no such award.');
  return answer;
}

/** Proposals with their achievement, learner and, when confirmed, the award. */
export async function describeProposals(
  on: Guarded,
  issuerId: string,
  rows: readonly ProposalRow[],
): Promise<ProposalAnswer[]> {
  const { learners, achievements } = await surroundings(on, on.database, issuerId, rows);
  const answers: ProposalAnswer[] = [];
  for (const row of rows) {
    const award = row.awardId === null ? undefined : await describeAward(on, issuerId, row.awardId);
    answers.push(
      toProposalAnswer(
        on,
        row,
        present(achievements.get(row.achievementId)),
        present(learners.get(row.learnerId)),
        award,
      ),
    );
  }
  return answers;
}

async function surroundings(
  on: Guarded,
  connection: Connection,
  issuerId: string,
  rows: readonly { learnerId: string; achievementId: string }[],
) {
  const learnerIds = [...new Set(rows.map((row) => row.learnerId))];
  const learners = new Map<string, Learner>(
    learnerIds.length === 0
      ? []
      : (await findLearners(on, connection, issuerId, learnerIds)).map((each) => [each.id, each]),
  );
  const achievements = new Map<string, Achievement>();
  for (const id of new Set(rows.map((row) => row.achievementId))) {
    achievements.set(id, present(await findAchievement(connection, id)));
  }
  return { learners, achievements };
}

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('a row refers to something that is not there');
  return thing;
}
