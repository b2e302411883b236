import type { Connection } from '../platform/database.ts';
import { policyOf } from '../privacy/index.ts';
import { type AwardRow, selectSharing, selectSharingDefaults } from './store.ts';

/** Whether the page of a badge is there for whoever has its address, and whether it names the holder. */
export interface Shared {
  readonly page: boolean;
  readonly name: boolean;
  /** What the learner decided about this very page, if anything. */
  readonly decidedPage?: boolean;
  /** The consent that the shown name rests on. */
  readonly nameConsentId?: string;
}

/**
 * What holds for the pages of these awards of one issuer: what the learner said about the badge, else about all badges, else what the issuer's policy says.
 * The name stays off until the learner puts it there.
 * @returns by the id of the award
 */
export async function sharingOf(
  connection: Connection,
  issuerId: string,
  awards: readonly Pick<AwardRow, 'id' | 'learnerId'>[],
): Promise<ReadonlyMap<string, Shared>> {
  if (awards.length === 0) return new Map();
  const ids = awards.map(({ id }) => id);
  const learnerIds = [...new Set(awards.map(({ learnerId }) => learnerId))];
  const own = new Map((await selectSharing(connection, issuerId, ids)).map((row) => [row.awardId, row]));
  const forAll = new Map(
    (await selectSharingDefaults(connection, issuerId, learnerIds)).map((row) => [row.learnerId, row.pageShared]),
  );
  const byPolicy = (await policyOf(connection, issuerId)).badgePage === 'open';
  return new Map(
    awards.map(({ id, learnerId }) => {
      const decided = own.get(id);
      const [consent, decidedPage] = [decided?.nameConsentId ?? null, decided?.pageShared ?? null];
      const shared: Shared = {
        page: decidedPage ?? forAll.get(learnerId) ?? byPolicy,
        name: decided?.nameShared ?? false,
        ...(decidedPage !== null && { decidedPage }),
        ...(consent !== null && { nameConsentId: consent }),
      };
      return [id, shared];
    }),
  );
}
