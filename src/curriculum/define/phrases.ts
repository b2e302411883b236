import type { Language } from '../../platform/text.ts';

/** The words around what a curriculum says, per language. */
interface Phrases {
  readonly responsibility: string;
  readonly observable: string;
  readonly skills: string;
  readonly knowledge: string;
  readonly judging: string;
  readonly everyCriterion: (scale: string) => string;
  readonly someCriteria: string;
  readonly level: (level: number) => string;
  readonly stations: string;
  readonly allStations: string;
  readonly skipping: (most: number, reason: boolean) => string;
  readonly outcomes: string;
  readonly atLeast: (level: number) => string;
  readonly notOlderThan: (period: string) => string;
  readonly partialProofs: string;
  readonly furthermore: string;
  readonly attendance: string;
  readonly about: string;
  readonly hours: (hours: number) => string;
  readonly studyLoad: string;
  readonly credits: string;
  readonly skillLevel: string;
  readonly participation: string;
  readonly assessment: string;
  readonly supervised: string;
  readonly idVerified: string;
  readonly quality: string;
  readonly validFor: string;
  readonly role: (role: string, regulation: string) => string;
  readonly stationOf: (type: string, hours: string, title: string) => string;
  readonly phase: (phase: string) => string;
  readonly partOf: (parts: string, ulo: string) => string;
  readonly redeemed: (yardstick: string) => string;
}

export const phrases: Readonly<Record<Language, Phrases>> = {
  nl: {
    responsibility: 'Verantwoordelijkheid en zelfstandigheid',
    observable: 'Waarneembaar resultaat',
    skills: 'Vaardigheden',
    knowledge: 'Kennis',
    judging: 'Beoordeling',
    everyCriterion: (scale) => `Elk criterium is beoordeeld op ten minste het genoemde niveau (schaal ${scale}).`,
    someCriteria: 'Beoordeeld zijn de criteria van deze onderdelen.',
    level: (level) => `niveau ${level}`,
    stations: 'Stations',
    allStations: 'Alle stations zijn afgerond.',
    skipping: (most, reason) =>
      `Ten hoogste ${most} ${most === 1 ? 'station mag' : 'stations mogen'} worden overgeslagen${reason ? ', met opgave van reden' : ''}.`,
    outcomes: 'Leeruitkomsten',
    atLeast: (level) => `ten minste vaardigheidsniveau ${level}`,
    notOlderThan: (period) => `bewijs niet ouder dan ${period}`,
    partialProofs: 'Losse leerbewijzen van onderdelen tellen mee.',
    furthermore: 'Verder is nodig',
    attendance: 'Het station is gevolgd en afgerond.',
    about: 'Over dit bewijs',
    hours: (hours) => `${decimal(hours, ',')} uur`,
    studyLoad: 'Studielast',
    credits: 'Studiepunten (EC)',
    skillLevel: 'Beoogd vaardigheidsniveau (1-5)',
    participation: 'Vorm',
    assessment: 'Toetsvorm',
    supervised: 'Beoordeeld onder toezicht',
    idVerified: 'Identiteit vastgesteld',
    quality: 'Kwaliteitsborging',
    validFor: 'Geldig',
    role: (role, regulation) => `${role} binnen ${regulation}`,
    stationOf: (type, hours, title) => `${type} van ${hours}: ${title}.`,
    phase: (phase) => `Fase: ${phase}.`,
    partOf: (parts, ulo) => `${parts}: onderdeel van de leeruitkomst ${ulo}.`,
    redeemed: (yardstick) => `Verzilverd langs een meetlat: ${yardstick}.`,
  },
  en: {
    responsibility: 'Responsibility and autonomy',
    observable: 'Observable result',
    skills: 'Skills',
    knowledge: 'Knowledge',
    judging: 'Assessment',
    everyCriterion: (scale) => `Every criterion was judged at or above the level named (scale ${scale}).`,
    someCriteria: 'The criteria of these parts were judged.',
    level: (level) => `level ${level}`,
    stations: 'Stations',
    allStations: 'All stations are completed.',
    skipping: (most, reason) =>
      `At most ${most} ${most === 1 ? 'station' : 'stations'} may be skipped${reason ? ', with a reason' : ''}.`,
    outcomes: 'Learning outcomes',
    atLeast: (level) => `at least skill level ${level}`,
    notOlderThan: (period) => `proof not older than ${period}`,
    partialProofs: 'Separate proofs of parts count.',
    furthermore: 'Also needed',
    attendance: 'The station was attended and completed.',
    about: 'About this proof',
    hours: (hours) => `${decimal(hours, '.')} ${hours === 1 ? 'hour' : 'hours'}`,
    studyLoad: 'Study load',
    credits: 'Credits (ECTS)',
    skillLevel: 'Intended skill level (1-5)',
    participation: 'Form',
    assessment: 'Type of assessment',
    supervised: 'Assessed under supervision',
    idVerified: 'Identity verified',
    quality: 'Quality assurance',
    validFor: 'Valid for',
    role: (role, regulation) => `${role} within ${regulation}`,
    stationOf: (type, hours, title) => `${type} of ${hours}: ${title}.`,
    phase: (phase) => `Phase: ${phase}.`,
    partOf: (parts, ulo) => `${parts}: part of the learning outcome ${ulo}.`,
    redeemed: (yardstick) => `Redeemed along a yardstick: ${yardstick}.`,
  },
};

/** Codes that documents use, in words; a code we do not know is shown as it stands. */
const codes: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: {
    inspiration: 'inspiratie',
    'learning-question': 'definitie leervraag',
    content: 'inhoud',
    conclusion: 'conclusie',
    online: 'online',
    onsite: 'op locatie',
    blended: 'gemengd (online en op locatie)',
    work_experience: 'op de werkplek',
    written_exam: 'schriftelijk examen',
    report_paper: 'verslag',
    behavioural_assessment: 'gedragsbeoordeling',
    professional_product: 'beroepsproduct',
    development_report: 'ontwikkelverslag',
    portfolio_assessment: 'portfolio',
    oral_exam: 'mondeling examen',
    personalized_assessment: 'persoonlijke beoordeling',
  },
  en: {
    'learning-question': 'learning question',
    onsite: 'on site',
    work_experience: 'at work',
    written_exam: 'written exam',
    report_paper: 'report or paper',
    behavioural_assessment: 'behavioural assessment',
    professional_product: 'professional product',
    development_report: 'development report',
    portfolio_assessment: 'portfolio assessment',
    oral_exam: 'oral exam',
    personalized_assessment: 'personalised assessment',
  },
};

export function inWords(code: string, language: Language): string {
  return code
    .split(',')
    .map((one) => codes[language][one] ?? one.replaceAll('_', ' '))
    .join(', ');
}

const units = {
  Y: ['jaar', 'jaar', 'year', 'years'],
  M: ['maand', 'maanden', 'month', 'months'],
  W: ['week', 'weken', 'week', 'weeks'],
  D: ['dag', 'dagen', 'day', 'days'],
} as const;

/** `P3Y` → `3 jaar`, `3 years` */
export function periodInWords(period: string, language: Language): string {
  return [...period.matchAll(/(\d+)([YMWD])/g)]
    .map(([, count = '', unit]) => {
      const words = units[unit as keyof typeof units];
      return `${Number(count)} ${words[(language === 'nl' ? 0 : 2) + (Number(count) === 1 ? 0 : 1)]}`;
    })
    .join(', ');
}

function decimal(value: number, mark: string): string {
  return String(Math.round(value * 100) / 100).replace('.', mark);
}
