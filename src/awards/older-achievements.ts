import type { LearnerRecords } from '../assessment/index.ts';
import { type Achievement, listAchievements, type PublishedCurriculum } from '../curriculum/index.ts';
import type { Transaction } from '../platform/database.ts';

/**
 * The achievement versions by which records of earlier ULO versions are decided: of each badge the newest one that was about that version
 * (a credential stays with the version that was assessed). Asks nothing when all records are of today's versions.
 */
export async function olderAchievements(
  tx: Transaction,
  curriculum: PublishedCurriculum,
  { assessments }: Pick<LearnerRecords, 'assessments'>,
): Promise<Achievement[]> {
  const older = assessments.filter(({ uloRef, uloVersion }) => curriculum.ulos.get(uloRef)?.version !== uloVersion);
  const isOf = (achievement: Achievement, uloRef: string, uloVersion?: number) => {
    const [ulo] = achievement.definition.ulos;
    return ulo?.ref === uloRef && (uloVersion === undefined || ulo.version === uloVersion);
  };
  const badges = [...curriculum.achievements.values()].filter(
    (each) => (each.kind === 'ulo' || each.kind === 'partial-ulo') && older.some(({ uloRef }) => isOf(each, uloRef)),
  );
  const found = new Map<string, Achievement>();
  for (const { ref, issuerId } of badges) {
    const { items } = await listAchievements(tx, issuerId, { ref, limit: 200 });
    const newestFirst = items.toSorted((a, b) => b.version - a.version);
    for (const { uloRef, uloVersion } of older) {
      const achievement = newestFirst.find((each) => isOf(each, uloRef, uloVersion));
      if (achievement !== undefined) found.set(achievement.id, achievement);
    }
  }
  return [...found.values()];
}
