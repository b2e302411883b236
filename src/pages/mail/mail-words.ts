import type { Language } from '../content-views.ts';
import type { MailHappening } from './badge-mail.ts';

interface HappeningWords {
  /** Of a mail about one badge, and about several. */
  readonly subject: (name: string) => string;
  readonly subjects: (count: number) => string;
  /** Over the badges, in a mail. */
  readonly one: string;
  readonly several: string;
}

/** What mail says. Plain Dutch at B1 and plain English, as the pages. */
export interface MailWords {
  readonly happenings: Readonly<Record<MailHappening, HappeningWords>>;
  /** Subject of a mail that tells of several kinds of things. */
  readonly changes: string;
  readonly greeting: (name: string | undefined) => string;
  readonly from: (issuer: string) => string;
  readonly reason: string;
  readonly view: string;
  readonly own: { readonly lead: string; readonly button: string; readonly secret: string };
  readonly why: (issuer: string) => string;
  readonly noReply: string;
}

const nl: MailWords = {
  happenings: {
    issued: {
      subject: (name) => `Je badge is klaar: ${name}`,
      subjects: (count) => `Je hebt ${count} nieuwe badges`,
      one: 'Gefeliciteerd! Je hebt een badge gekregen.',
      several: 'Gefeliciteerd! Je hebt badges gekregen.',
    },
    reissued: {
      subject: (name) => `Je badge is bijgewerkt: ${name}`,
      subjects: (count) => `${count} van je badges zijn bijgewerkt`,
      one: 'Deze badge is bijgewerkt. Heb je hem eerder gedownload, download dan de nieuwe versie: de oude geldt niet meer.',
      several:
        'Deze badges zijn bijgewerkt. Heb je ze eerder gedownload, download dan de nieuwe versies: de oude gelden niet meer.',
    },
    resigned: {
      subject: (name) => `Je badge is opnieuw getekend: ${name}`,
      subjects: (count) => `${count} van je badges zijn opnieuw getekend`,
      one: 'De sleutel waarmee deze badge was getekend, is niet meer te vertrouwen. Aan jouw resultaat verandert niets: de badge is opnieuw getekend. Download de nieuwe versie, want de oude wordt niet meer als echt herkend.',
      several:
        'De sleutel waarmee deze badges waren getekend, is niet meer te vertrouwen. Aan jouw resultaten verandert niets: de badges zijn opnieuw getekend. Download de nieuwe versies, want de oude worden niet meer als echt herkend.',
    },
    reinstated: {
      subject: (name) => `Je badge geldt weer: ${name}`,
      subjects: (count) => `${count} van je badges gelden weer`,
      one: 'Deze badge geldt weer. Heb je hem eerder gedownload, download dan de nieuwe versie.',
      several: 'Deze badges gelden weer. Heb je ze eerder gedownload, download dan de nieuwe versies.',
    },
    suspended: {
      subject: (name) => `Je badge is opgeschort: ${name}`,
      subjects: (count) => `${count} van je badges zijn opgeschort`,
      one: 'Deze badge is opgeschort: hij geldt voorlopig niet.',
      several: 'Deze badges zijn opgeschort: ze gelden voorlopig niet.',
    },
    revoked: {
      subject: (name) => `Je badge is ingetrokken: ${name}`,
      subjects: (count) => `${count} van je badges zijn ingetrokken`,
      one: 'Deze badge is ingetrokken: hij geldt niet meer.',
      several: 'Deze badges zijn ingetrokken: ze gelden niet meer.',
    },
  },
  changes: 'Er is iets veranderd aan je badges',
  greeting: (name) => (name === undefined ? 'Hallo,' : `Hallo ${name},`),
  from: (issuer) => `Van ${issuer}`,
  reason: 'Reden',
  view: 'Bekijk deze badge',
  own: {
    lead: 'Op je eigen pagina zie je al je badges en alles wat er over je bewaard wordt. Je downloadt ze daar, en je kiest zelf wat anderen zien.',
    button: 'Naar mijn eigen pagina',
    secret: 'Deze link is alleen voor jou. Stuur deze mail niet door.',
  },
  why: (issuer) =>
    `Je krijgt deze mail omdat ${issuer} badges aan je uitreikt. Er staan geen plaatjes van anderen en geen volgcodes in.`,
  noReply: 'Je kunt niet op deze mail antwoorden.',
};

const en: MailWords = {
  happenings: {
    issued: {
      subject: (name) => `Your badge is ready: ${name}`,
      subjects: (count) => `You have ${count} new badges`,
      one: 'Congratulations! You have earned a badge.',
      several: 'Congratulations! You have earned badges.',
    },
    reissued: {
      subject: (name) => `Your badge was updated: ${name}`,
      subjects: (count) => `${count} of your badges were updated`,
      one: 'This badge was updated. If you downloaded it before, download the new version: the old one is no longer valid.',
      several:
        'These badges were updated. If you downloaded them before, download the new versions: the old ones are no longer valid.',
    },
    resigned: {
      subject: (name) => `Your badge was signed again: ${name}`,
      subjects: (count) => `${count} of your badges were signed again`,
      one: 'The key that signed this badge can no longer be trusted. Nothing changes about your result: the badge was signed again. Download the new version, because the old one is no longer recognised as genuine.',
      several:
        'The key that signed these badges can no longer be trusted. Nothing changes about your results: the badges were signed again. Download the new versions, because the old ones are no longer recognised as genuine.',
    },
    reinstated: {
      subject: (name) => `Your badge is valid again: ${name}`,
      subjects: (count) => `${count} of your badges are valid again`,
      one: 'This badge is valid again. If you downloaded it before, download the new version.',
      several: 'These badges are valid again. If you downloaded them before, download the new versions.',
    },
    suspended: {
      subject: (name) => `Your badge was suspended: ${name}`,
      subjects: (count) => `${count} of your badges were suspended`,
      one: 'This badge was suspended: it is not valid for now.',
      several: 'These badges were suspended: they are not valid for now.',
    },
    revoked: {
      subject: (name) => `Your badge was revoked: ${name}`,
      subjects: (count) => `${count} of your badges were revoked`,
      one: 'This badge was revoked: it is no longer valid.',
      several: 'These badges were revoked: they are no longer valid.',
    },
  },
  changes: 'Something changed about your badges',
  greeting: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  from: (issuer) => `From ${issuer}`,
  reason: 'Reason',
  view: 'View this badge',
  own: {
    lead: 'On your own page you see all your badges and everything that is kept about you. You download them there, and you choose what others see.',
    button: 'Go to my own page',
    secret: 'This link is for you only. Do not forward this mail.',
  },
  why: (issuer) =>
    `You get this mail because ${issuer} awards badges to you. It holds no pictures from elsewhere and no tracking.`,
  noReply: 'You cannot answer this mail.',
};

export const mailWords: Readonly<Record<Language, MailWords>> = { nl, en };
