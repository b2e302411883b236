import type { Language } from '../content-views.ts';

/** What the page on checking says: what is checked, what is not, and how to do it without us. */
export interface HowWords {
  readonly heading: string;
  readonly lead: string;
  /** The questions in the order in which a sceptical reader asks them. */
  readonly questions: readonly { readonly title: string; readonly text: string }[];
  readonly signsHeading: string;
  readonly notHeading: string;
  readonly not: readonly string[];
  readonly selfHeading: string;
  readonly self: readonly string[];
  readonly privacyHeading: string;
  readonly privacy: string;
  readonly toVerify: string;
}

/** Plain Dutch at B1 and plain English (design.md §4). */
export const howWords: Readonly<Record<Language, HowWords>> = {
  nl: {
    heading: 'Hoe we een badge controleren',
    lead: 'Een badge is een digitaal bewijs met een handtekening. We geloven niets van wat erin staat tot het gecontroleerd is.',
    questions: [
      {
        title: 'Is het een complete badge?',
        text: 'Eerst lezen we het bestand. Ontbreekt er iets, of staat er iets in wat geen handtekening kan dekken, dan stoppen we.',
      },
      {
        title: 'Is er iets veranderd?',
        text: 'De handtekening past bij elke letter van de badge. Is er daarna ook maar één letter veranderd, dan past ze niet meer.',
      },
      {
        title: 'Wie zegt dat?',
        text: 'We vragen de uitgever zelf, op zijn eigen website, met welke sleutels hij tekent. Een sleutel die alleen in de badge staat, bewijst niets: die kan iedereen erin zetten.',
      },
      {
        title: 'Geldt hij nog?',
        text: 'We kijken naar de datums en vragen de uitgever of de badge is ingetrokken of opgeschort. Krijgen we geen antwoord, dan zeggen we dat we het niet weten. We zeggen dan nooit “geldig”.',
      },
      {
        title: 'Is hij van deze persoon?',
        text: 'Als je een e-mailadres invult, vergelijken we dat met de badge. In de badge staat het adres zelf niet; er staat een afdruk van, en die vergelijken we.',
      },
      {
        title: 'Wie staat erachter?',
        text: 'Soms beveelt een ander de badge aan. Elke aanbeveling heeft een eigen handtekening, en die controleren we op dezelfde manier.',
      },
    ],
    signsHeading: 'Wat de tekens betekenen',
    notHeading: 'Wat we niet controleren',
    not: [
      'Of de uitgever goed is in wat hij doet. We zeggen wie het is; of je die vertrouwt, bepaal jij.',
      'Of de persoon die de badge laat zien dezelfde is als die hem kreeg. Vraag om een legitimatie.',
      'Of iemand het vandaag nog kan. De badge zegt wat iemand op die dag liet zien.',
    ],
    selfHeading: 'Controleren zonder ons',
    self: [
      'Je eigen browser kan het: op de pagina van de badge en op de controlepagina staat een knop. Dan hoef je onze server niet te geloven.',
      'Op je eigen computer: het programma “stempel verify” doet hetzelfde.',
      'Elk ander programma dat Open Badges 3.0 kent, kan de badge lezen en controleren.',
    ],
    privacyHeading: 'Wat we bewaren',
    privacy:
      'Niets. We bewaren geen badge, geen uitslag en geen e-mailadres dat je hier invult. We tellen alleen hoe vaak er gecontroleerd wordt.',
    toVerify: 'Controleer een badge',
  },
  en: {
    heading: 'How we check a badge',
    lead: 'A badge is a digital proof with a signature. We believe nothing that it says before it is checked.',
    questions: [
      {
        title: 'Is it a complete badge?',
        text: 'First we read the file. When something is missing, or it holds something that no signature can cover, we stop.',
      },
      {
        title: 'Was anything changed?',
        text: 'The signature fits every letter of the badge. When a single letter is changed afterwards, it does not fit any more.',
      },
      {
        title: 'Who says so?',
        text: 'We ask the issuer itself, on its own website, with which keys it signs. A key that only stands in the badge proves nothing: anybody can put one there.',
      },
      {
        title: 'Does it still count?',
        text: 'We look at the dates, and ask the issuer whether the badge was revoked or suspended. When we get no answer, we say that we do not know. We never say “valid” then.',
      },
      {
        title: 'Is it this person’s?',
        text: 'When you enter an e-mail address, we compare it with the badge. The address itself is not in the badge; a print of it is, and that is what we compare.',
      },
      {
        title: 'Who vouches for it?',
        text: 'Sometimes somebody else recommends the badge. Each recommendation has a signature of its own, which we check in the same way.',
      },
    ],
    signsHeading: 'What the signs mean',
    notHeading: 'What we do not check',
    not: [
      'Whether the issuer is good at what it does. We say who it is; whether you trust them is for you to decide.',
      'Whether the person who shows the badge is the one who got it. Ask for an ID.',
      'Whether somebody can still do it today. The badge says what somebody showed on that day.',
    ],
    selfHeading: 'Checking without us',
    self: [
      'Your own browser can do it: there is a button on the page of the badge and on the page for checking. Then you need not believe our server.',
      'On your own computer: the program “stempel verify” does the same.',
      'Every other program that knows Open Badges 3.0 can read and check the badge.',
    ],
    privacyHeading: 'What we keep',
    privacy:
      'Nothing. We keep no badge, no result and no e-mail address that you enter here. We only count how often badges are checked.',
    toVerify: 'Check a badge',
  },
};
