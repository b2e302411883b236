import type { Language } from './views.ts';

/**
 * Second halves of Dutch compounds as they occur in this field. A short list on purpose: a break in a wrong place reads worse than none,
 * and `hyphens: auto` alone depends on a dictionary in the browser (design.md §4).
 */
const secondHalves = [
  'academie',
  'afspraken',
  'apparatuur',
  'badge',
  'begeleiding',
  'beheer',
  'beoordeling',
  'beschrijving',
  'bevordering',
  'dossier',
  'eenheid',
  'energie',
  'gegevens',
  'huis',
  'inspectie',
  'installatie',
  'installaties',
  'instructie',
  'instructies',
  'instrumenten',
  'inventarisatie',
  'keten',
  'kennis',
  'leiding',
  'leidingen',
  'lijn',
  'maatregelen',
  'metingen',
  'onderhoud',
  'onderwijs',
  'onderzoek',
  'ontwikkeling',
  'onzekerheid',
  'opdracht',
  'overdracht',
  'plan',
  'praktijk',
  'procedure',
  'proces',
  'processen',
  'protocol',
  'rapport',
  'regeling',
  'schema',
  'signalering',
  'situaties',
  'stelling',
  'systeem',
  'systemen',
  'techniek',
  'toepassing',
  'uitkomst',
  'uitkomsten',
  'veiligheid',
  'ventilatie',
  'verklaring',
  'verwarming',
  'voorschriften',
  'voorziening',
  'werkplaats',
  'werkzaamheden',
  'zorg',
];

const softHyphen = '\u00AD';
const longWord = /\p{L}{12,}/gu;
const boundary = new RegExp(`(?<=\\p{L}{4})(?=(?:${secondHalves.join('|')})(?:s|en)?$)`, 'iu');

/** Dutch words of 12 letters or more get a soft hyphen before a known second half; other languages stay as they are. */
export function softHyphens(text: string, language: Language): string {
  if (language !== 'nl') return text;
  return text.replaceAll(longWord, (word) => word.replace(boundary, softHyphen));
}
