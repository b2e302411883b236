import type { Language } from '../content-views.ts';
import type { SkillPageView } from '../views.ts';

/** What the page about one skill says. */
export interface SkillWords {
  readonly kinds: Readonly<Record<SkillPageView['kind'], string>>;
  readonly lead: string;
  readonly otherLanguages: string;
  readonly source: string;
  readonly ownSource: string;
  readonly who: string;
  readonly none: string;
  readonly more: string;
  readonly level: (level: number) => string;
  readonly meaning: string;
}

export const skillWords: Readonly<Record<Language, SkillWords>> = {
  nl: {
    kinds: {
      skill: 'Vaardigheid',
      knowledge: 'Kennis',
      ability: 'Aanleg',
      responsibility: 'Verantwoordelijkheid',
      unspecified: 'Vaardigheid of kennis',
    },
    lead: 'Hier zie je wie er badges voor geeft.',
    otherLanguages: 'In andere talen',
    source: 'Uit de catalogus',
    ownSource: 'Van de uitgever zelf',
    who: 'Wie geeft hier badges voor?',
    none: 'Op dit moment geeft niemand hier badges voor deze vaardigheid.',
    more: 'Er zijn nog meer badges voor deze vaardigheid. Die passen hier niet.',
    level: (level) => `vereist niveau ${level}`,
    meaning: 'Wat de niveaus betekenen',
  },
  en: {
    kinds: {
      skill: 'Skill',
      knowledge: 'Knowledge',
      ability: 'Ability',
      responsibility: 'Responsibility',
      unspecified: 'Skill or knowledge',
    },
    lead: 'This is who gives badges for it.',
    otherLanguages: 'In other languages',
    source: 'From the catalogue',
    ownSource: 'Of the issuer itself',
    who: 'Who gives badges for this?',
    none: 'Nobody gives badges for this skill here at the moment.',
    more: 'There are more badges for this skill than fit here.',
    level: (level) => `required level ${level}`,
    meaning: 'What the levels mean',
  },
};
