import type { Language } from '../content-views.ts';

/** What the page about skill levels says. */
export interface SkillLevelWords {
  readonly heading: string;
  readonly lead: string;
  /** Levels 1 to 5, low to high. */
  readonly levels: readonly { readonly name: string; readonly meaning: string; readonly stands: string }[];
  readonly notEqfHeading: string;
  readonly notEqf: string;
  readonly readingHeading: string;
  readonly reading: string;
}

/** After the table of skill levels in the Katapult toolkit, §5.1. */
export const skillLevelWords: Readonly<Record<Language, SkillLevelWords>> = {
  nl: {
    heading: 'Vijf niveaus van vaardigheid',
    lead: 'Van basiskennis tot expert. Zo lees je een niveau op een badge.',
    levels: [
      {
        name: 'Basiskennis',
        meaning: 'Kent de begrippen en doet eenvoudig, vast werk.',
        stands: 'Is leerling of gesprekspartner.',
      },
      {
        name: 'Basisvaardig',
        meaning: 'Werkt volgens de regels, onder begeleiding.',
        stands: 'Kan meedoen; een ander let op.',
      },
      {
        name: 'Competent',
        meaning: 'Werkt zelfstandig, heeft ervaring en zoekt uit wat er mis is.',
        stands: 'Kan het alleen.',
      },
      {
        name: 'Ervaren',
        meaning: 'Kan ook ingewikkeld werk en situaties die anders zijn dan normaal.',
        stands: 'Kan het werk van anderen beoordelen.',
      },
      {
        name: 'Expert',
        meaning: 'Verbindt vakgebieden en bedenkt nieuwe oplossingen.',
        stands: 'Vernieuwt het werk en leert het anderen.',
      },
    ],
    notEqfHeading: 'Niet hetzelfde als EQF of NLQF',
    notEqf:
      'EQF en NLQF zeggen hoe hoog een opleiding is, van 1 tot 8. Het niveau van een vaardigheid zegt hoe goed iemand één ding kan. Het ene volgt niet uit het andere.',
    readingHeading: 'Behaald en vereist',
    reading:
      'Bij elk behaald niveau staat welk niveau vereist is en wat dat in dit vak betekent. Er is geen gemiddelde en geen eindcijfer.',
  },
  en: {
    heading: 'Five levels of skill',
    lead: 'From basic knowledge to expert. This is how to read a level on a badge.',
    levels: [
      {
        name: 'Basic knowledge',
        meaning: 'Knows the terms and does simple, routine work.',
        stands: 'A learner, or somebody to talk it over with.',
      },
      {
        name: 'Basic skill',
        meaning: 'Works by the rules, under guidance.',
        stands: 'Can join in; somebody else watches.',
      },
      {
        name: 'Competent',
        meaning: 'Works independently, has experience and finds out what is wrong.',
        stands: 'Can do it alone.',
      },
      {
        name: 'Experienced',
        meaning: 'Also handles complex work and situations that are not standard.',
        stands: 'Can assess the work of others.',
      },
      {
        name: 'Expert',
        meaning: 'Connects fields and finds new solutions.',
        stands: 'Renews the work and teaches it to others.',
      },
    ],
    notEqfHeading: 'Not the same as EQF or NLQF',
    notEqf:
      'EQF and NLQF say how high a programme is, from 1 to 8. The level of a skill says how well somebody can do one thing. One does not follow from the other.',
    readingHeading: 'Reached and required',
    reading:
      'Beside every reached level stand the required level and what it means in this trade. There is no average and no overall mark.',
  },
};
