import type { Learner } from '../../assessment/index.ts';
import { type AwardAnswer, describeAwards, findAwards } from '../../awards/index.ts';
import type { Issuing } from '../../credentials/index.ts';
import { findAchievement } from '../../curriculum/index.ts';
import { findIssuer } from '../../issuers/index.ts';
import { type Language, type Text, textIn } from '../../platform/text.ts';
import type { Message } from '../channel.ts';
import { awardOf, happeningOf } from './addressees.ts';
import type { Letter, LetterBadge, Said } from './letter.ts';
import { happenings } from './letter.ts';

/** A letter that has everything but the link to the learner's own page, which is made when it is about to be sent. */
export interface Draft {
  readonly language: Language;
  readonly letter: Omit<Letter, 'own'>;
}

/**
 * Loads what a mail tells, as it is now.
 * @returns nothing when none of the awards is there
 */
export async function loadLetter(
  on: Issuing,
  learner: Learner,
  messages: readonly Message[],
): Promise<Draft | undefined> {
  const { issuerId } = learner;
  const rows = await findAwards(on.database, issuerId, messages.map(awardOf));
  const [first] = rows;
  const issuer = await findIssuer(on.database, issuerId);
  if (first === undefined || issuer === undefined) return undefined;
  const language =
    learner.language ?? (await findAchievement(on.database, first.achievementId))?.definition.inLanguage ?? 'nl';
  const awards = new Map((await describeAwards(on, issuerId, rows)).map((award) => [award.id, award]));
  const news = happenings.flatMap((happening) => {
    const about = messages.filter((message) => happeningOf(message) === happening);
    const badges = [...new Set(about.map(awardOf))].flatMap((id) => {
      const award = awards.get(id);
      return award === undefined ? [] : [badgeOf(award, happening, language)];
    });
    return badges.length === 0 ? [] : [{ happening, badges }];
  });
  const name = learner.name === null ? {} : { learner: learner.name };
  return { language, letter: { ...name, issuer: saidIn(issuer.profile.name, language), news } };
}

/** The reason is of the state that holds now; of an earlier state that has gone by, there is none any more. */
function badgeOf(award: AwardAnswer, happening: string, language: Language): LetterBadge {
  return {
    name: saidIn(award.achievement.name, language),
    ...(award.shared?.page === true && { url: award.url }),
    ...(award.state === happening && award.reason !== undefined && { reason: saidIn(award.reason, language) }),
  };
}

function saidIn(text: Text | string, language: Language): Said {
  const other = language === 'nl' ? 'en' : 'nl';
  const isForeign = typeof text !== 'string' && text[language] === undefined;
  return { text: textIn(text, language), ...(isForeign && { language: other }) };
}
