import type { Language } from '../pages/index.ts';

/** What the check in a browser says beside the words that it shares with the pages. */
export interface CheckWords {
  readonly heading: string;
  readonly lead: string;
  readonly leadPasted: string;
  readonly start: string;
  readonly again: string;
  readonly running: string;
  readonly checkedBy: (moment: string) => string;
  readonly notReachable: string;
  readonly nothingPasted: string;
  readonly tooOld: string;
  readonly issuedBy: (issuer: string) => string;
  readonly provenOwner: (website: string) => string;
  readonly nameless: string;
  readonly steps: string;
  readonly open: string;
}

const nl: CheckWords = {
  heading: 'Controleer zelf in je browser',
  lead: 'Je hoeft ons niet te geloven. Je eigen browser kan de handtekening, de sleutel van de uitgever en de statuslijst opnieuw controleren.',
  leadPasted:
    'Plak hierboven de inhoud van een badge. Je eigen browser controleert hem dan: de badge gaat niet naar ons. Alleen de uitgever en zijn statuslijst worden opgevraagd.',
  start: 'Controleer in mijn browser',
  again: 'Controleer opnieuw',
  running: 'Je browser controleert de badge…',
  checkedBy: (moment) => `Gecontroleerd door je browser op ${moment}.`,
  notReachable: 'De badge was niet op te halen. Probeer het later opnieuw.',
  nothingPasted: 'Plak eerst de inhoud van een badge.',
  tooOld:
    'Deze browser kan zulke handtekeningen nog niet zelf controleren. Een nieuwere versie van je browser kan dat wel.',
  issuedBy: (issuer) => `Uitgegeven door ${issuer}`,
  provenOwner: (website) => `Bewezen eigenaar van ${website}`,
  nameless: 'Niet bewezen wie dit is',
  steps: 'Wat is gecontroleerd',
  open: 'Bekijk de badge',
};

const en: CheckWords = {
  heading: 'Check it yourself in your browser',
  lead: 'You need not believe us. Your own browser can check the signature, the key of the issuer and the status list again.',
  leadPasted:
    'Paste the content of a badge above. Your own browser then checks it: the badge is not sent to us. Only its issuer and its status list are asked.',
  start: 'Check in my browser',
  again: 'Check again',
  running: 'Your browser is checking the badge…',
  checkedBy: (moment) => `Checked by your browser on ${moment}.`,
  notReachable: 'The badge could not be fetched. Try again later.',
  nothingPasted: 'Paste the content of a badge first.',
  tooOld: 'This browser cannot check such signatures itself yet. A newer version of your browser can.',
  issuedBy: (issuer) => `Issued by ${issuer}`,
  provenOwner: (website) => `Proven owner of ${website}`,
  nameless: 'Not proven who this is',
  steps: 'What was checked',
  open: 'View the badge',
};

/** The words of a language; Dutch for one that is not known here. */
export const wordsIn = (language: Language): CheckWords => ({ nl, en })[language];

/** The language that a piece of a page is in (`lang` of it or of what it stands in). */
export function languageOf(element: Element): Language {
  const named = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return named.toLowerCase().startsWith('en') ? 'en' : 'nl';
}
