import type { Language } from '../../platform/text.ts';
import type { Happening } from './letter.ts';

interface NewsWords {
  /** Of a mail about nothing else; with the name of the badge, or the number of badges. */
  readonly subject: (badge: string, issuer: string) => string;
  readonly subjectOfMany: (count: number, issuer: string) => string;
  readonly heading: (count: number) => string;
  readonly lead: (count: number, issuer: string) => string;
}

/** Every word of a mail; plain Dutch at B1 and plain English, as on the pages. */
export interface MailWords {
  readonly greeting: (name: string | undefined) => string;
  readonly news: Readonly<Record<Happening, NewsWords>>;
  /** Of a mail about several kinds of news. */
  readonly mixedSubject: (issuer: string) => string;
  readonly toBadge: string;
  /** The same for who hears the link without what stands around it. */
  readonly toBadgeNamed: (badge: string) => string;
  readonly notShared: string;
  readonly reason: string;
  readonly ownHeading: string;
  readonly own: string;
  readonly toOwn: string;
  readonly ownUntil: (day: string) => string;
  readonly why: (issuer: string) => string;
}

const nl: MailWords = {
  greeting: (name) => (name === undefined ? 'Hallo,' : `Hallo ${name},`),
  news: {
    issued: {
      subject: (badge) => `Badge behaald: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges behaald bij ${issuer}`,
      heading: (count) => (count === 1 ? 'Je hebt een badge behaald' : `Je hebt ${count} badges behaald`),
      lead: (count, issuer) =>
        `Gefeliciteerd! ${issuer} heeft ${count === 1 ? 'deze badge' : 'deze badges'} aan je uitgegeven.`,
    },
    reissued: {
      subject: (badge) => `Nieuw exemplaar van je badge: ${badge}`,
      subjectOfMany: (count, issuer) => `Nieuwe exemplaren van ${count} badges van ${issuer}`,
      heading: (count) =>
        count === 1 ? 'Er is een nieuw exemplaar van je badge' : 'Er zijn nieuwe exemplaren van je badges',
      lead: (count, issuer) =>
        count === 1
          ? `${issuer} heeft deze badge opnieuw ondertekend. Heb je het bestand bewaard? Download het dan opnieuw: het oude exemplaar telt niet meer.`
          : `${issuer} heeft deze badges opnieuw ondertekend. Heb je de bestanden bewaard? Download ze dan opnieuw: de oude exemplaren tellen niet meer.`,
    },
    reinstated: {
      subject: (badge) => `Je badge telt weer: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges van ${issuer} tellen weer`,
      heading: (count) => (count === 1 ? 'Je badge telt weer' : 'Je badges tellen weer'),
      lead: (count, issuer) =>
        count === 1
          ? `De opschorting is voorbij. ${issuer} heeft een nieuw exemplaar ondertekend. Heb je het bestand bewaard? Download het dan opnieuw.`
          : `De opschorting is voorbij. ${issuer} heeft nieuwe exemplaren ondertekend. Heb je de bestanden bewaard? Download ze dan opnieuw.`,
    },
    suspended: {
      subject: (badge) => `Je badge is opgeschort: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges van ${issuer} zijn opgeschort`,
      heading: (count) => (count === 1 ? 'Je badge is opgeschort' : 'Je badges zijn opgeschort'),
      lead: (count, issuer) =>
        `${issuer} heeft ${count === 1 ? 'deze badge' : 'deze badges'} opgeschort. ${count === 1 ? 'De badge telt' : 'De badges tellen'} nu even niet, maar ${count === 1 ? 'kan' : 'kunnen'} later weer gaan tellen.`,
    },
    revoked: {
      subject: (badge) => `Je badge is ingetrokken: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges van ${issuer} zijn ingetrokken`,
      heading: (count) => (count === 1 ? 'Je badge is ingetrokken' : 'Je badges zijn ingetrokken'),
      lead: (count, issuer) =>
        `${issuer} heeft ${count === 1 ? 'deze badge' : 'deze badges'} ingetrokken. Dat blijft zo. Wie ${count === 1 ? 'de badge' : 'de badges'} controleert, ziet dat ook.`,
    },
  },
  mixedSubject: (issuer) => `Nieuws over je badges van ${issuer}`,
  toBadge: 'Bekijk de badge',
  toBadgeNamed: (badge) => `Bekijk de badge ${badge}`,
  notShared: 'De pagina van deze badge is alleen voor jou. Je deelt hem op je eigen pagina.',
  reason: 'Reden',
  ownHeading: 'Je eigen pagina',
  own: 'Op je eigen pagina staan al je badges. Daar kies je wie ze mag zien en download je al je gegevens. Deze link is alleen voor jou: geef hem aan niemand.',
  toOwn: 'Naar je eigen pagina',
  ownUntil: (day) => `De link werkt tot ${day}.`,
  why: (issuer) =>
    `Je krijgt deze mail omdat ${issuer} badges aan je uitgeeft. Ken je ${issuer} niet? Dan is de mail niet voor jou. Gooi hem dan weg.`,
};

const en: MailWords = {
  greeting: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  news: {
    issued: {
      subject: (badge) => `Badge earned: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges earned at ${issuer}`,
      heading: (count) => (count === 1 ? 'You earned a badge' : `You earned ${count} badges`),
      lead: (count, issuer) =>
        `Congratulations! ${issuer} has issued ${count === 1 ? 'this badge' : 'these badges'} to you.`,
    },
    reissued: {
      subject: (badge) => `New copy of your badge: ${badge}`,
      subjectOfMany: (count, issuer) => `New copies of ${count} badges of ${issuer}`,
      heading: (count) =>
        count === 1 ? 'There is a new signed copy of your badge' : 'There are new signed copies of your badges',
      lead: (count, issuer) =>
        count === 1
          ? `${issuer} has signed this badge again. Did you keep the file? Then download it again: the old copy no longer counts.`
          : `${issuer} has signed these badges again. Did you keep the files? Then download them again: the old copies no longer count.`,
    },
    reinstated: {
      subject: (badge) => `Your badge counts again: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges of ${issuer} count again`,
      heading: (count) => (count === 1 ? 'Your badge counts again' : 'Your badges count again'),
      lead: (count, issuer) =>
        count === 1
          ? `The suspension is over. ${issuer} has signed a new copy. Did you keep the file? Then download it again.`
          : `The suspension is over. ${issuer} has signed new copies. Did you keep the files? Then download them again.`,
    },
    suspended: {
      subject: (badge) => `Your badge is suspended: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges of ${issuer} are suspended`,
      heading: (count) => (count === 1 ? 'Your badge is suspended' : 'Your badges are suspended'),
      lead: (count, issuer) =>
        `${issuer} has suspended ${count === 1 ? 'this badge' : 'these badges'}. ${count === 1 ? 'It does' : 'They do'} not count for now, but may count again later.`,
    },
    revoked: {
      subject: (badge) => `Your badge is revoked: ${badge}`,
      subjectOfMany: (count, issuer) => `${count} badges of ${issuer} are revoked`,
      heading: (count) => (count === 1 ? 'Your badge is revoked' : 'Your badges are revoked'),
      lead: (count, issuer) =>
        `${issuer} has revoked ${count === 1 ? 'this badge' : 'these badges'}. That is final. Whoever checks ${count === 1 ? 'it' : 'them'} sees it too.`,
    },
  },
  mixedSubject: (issuer) => `News about your badges of ${issuer}`,
  toBadge: 'Look at the badge',
  toBadgeNamed: (badge) => `Look at the badge ${badge}`,
  notShared: 'The page of this badge is for you only. You share it on your own page.',
  reason: 'Reason',
  ownHeading: 'Your own page',
  own: 'All your badges are on your own page. There you decide who may see them, and download all your data. This link is for you only: give it to nobody.',
  toOwn: 'To your own page',
  ownUntil: (day) => `The link works until ${day}.`,
  why: (issuer) =>
    `You get this mail because ${issuer} issues badges to you. Do you not know ${issuer}? Then this mail is not for you. Please throw it away.`,
};

/** The words of mails in both languages; the compiler sees to it that they have the same keys. */
export const mailWords: Readonly<Record<Language, MailWords>> = { nl, en };
