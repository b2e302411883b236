import type { Assessment } from '../assessment/index.ts';
import type { Language } from '../platform/text.ts';

/** The few words that we write into badges ourselves; everything else comes from the curriculum. */
export const words = {
  nl: {
    skillLevel: 'Vaardigheidsniveau',
    assessment: 'Beoordeling',
    judgedOn: 'Beoordeeld met de rubric op',
    by: 'door',
    supervised: 'Onder toezicht.',
    identified: 'Identiteit gecontroleerd.',
    methods: {
      case: 'Praktijkopdracht (case)',
      observation: 'Observatie',
      practical: 'Praktijktoets',
      portfolio: 'Portfolio',
      interview: 'Gesprek',
      written: 'Schriftelijke toets',
      product: 'Beroepsproduct',
      other: 'Andere toetsvorm',
    },
  },
  en: {
    skillLevel: 'Skill level',
    assessment: 'Assessment',
    judgedOn: 'Judged with the rubric on',
    by: 'by',
    supervised: 'Under supervision.',
    identified: 'Identity checked.',
    methods: {
      case: 'Practical assignment (case)',
      observation: 'Observation',
      practical: 'Practical test',
      portfolio: 'Portfolio',
      interview: 'Interview',
      written: 'Written test',
      product: 'Professional product',
      other: 'Another form of assessment',
    },
  },
} as const;

/** One paragraph: when, how and under which conditions was judged. */
export function judgingNarrative(assessment: Assessment, language: Language): string {
  const say = words[language];
  const organisation = assessment.assessor?.organisation;
  return [
    `${say.judgedOn} ${assessment.judgedOn}${organisation === undefined ? '' : ` ${say.by} ${organisation}`}.`,
    assessment.method === null ? undefined : `${say.methods[assessment.method]}.`,
    assessment.supervised === true ? say.supervised : undefined,
    assessment.idVerified === true ? say.identified : undefined,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}
