import { type Award, listAwards } from '../../awards/index.ts';
import { badgeUrl } from '../../credentials/index.ts';
import { findAchievement } from '../../curriculum/index.ts';
import type { MailedBadge } from '../../pages/index.ts';
import { type Language, textIn } from '../../platform/text.ts';
import type { Delivering } from '../delivering.ts';
import { awardOf } from '../new-delivery.ts';
import type { Message } from '../relay/store.ts';
import { happeningOf } from './kinds.ts';

/** What a mail says of each badge that its messages are about; of a badge that several are about, the last word. */
export async function badgesOf(
  on: Delivering,
  messages: readonly Message[],
  language: Language,
): Promise<MailedBadge[]> {
  const last = new Map(messages.map((message) => [awardOf(message) ?? '', message]));
  const badges: MailedBadge[] = [];
  for (const award of await listAwards(on.database, [...last.keys()])) {
    const achievement = await findAchievement(on.database, award.achievementId);
    const happening = happeningIn(last.get(award.id), award);
    if (achievement === undefined || happening === undefined) continue;
    const told = award.state === happening && award.reason !== null;
    badges.push({
      happening,
      name: textIn(achievement.definition.name, language),
      url: badgeUrl(on, award.id),
      reason: told && award.reason !== null ? textIn(award.reason, language) : undefined,
    });
  }
  return badges;
}

/** A badge that was signed anew because a key fell into other hands needs other words: the old file is worth nothing any more. */
function happeningIn(message: Message | undefined, award: Award): MailedBadge['happening'] | undefined {
  const happening = message && happeningOf(message.kind);
  const because = message?.payload.because ?? award.withdrawnBecause;
  return happening === 'reissued' && because === 'key-compromise' ? 'resigned' : happening;
}
