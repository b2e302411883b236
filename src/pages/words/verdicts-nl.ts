import type { Words } from './words.ts';

/** The verdicts in Dutch. "Niet te controleren" is about us, never about the badge. */
export const verdictsNl: Words['verdicts'] = {
  valid: {
    word: 'Echt en geldig',
    why: ({ issuer }) => `${issuer ? `Uitgegeven door ${issuer}, s` : 'S'}indsdien niet veranderd en niet ingetrokken.`,
    meaning: 'De handtekening klopt, de uitgever is bewezen en de badge is niet ingetrokken.',
    next: 'Kijk bij “Wie zegt dat?” of je deze uitgever kent en vertrouwt.',
  },
  'valid-with-warnings': {
    word: 'Echt en geldig, met een opmerking',
    why: ({ issuer }) =>
      `${issuer ? `Uitgegeven door ${issuer}, s` : 'S'}indsdien niet veranderd en niet ingetrokken. Iets eraan is ongewoon.`,
    meaning: 'De badge is echt en telt, maar iets eraan is ongewoon. Hieronder staat wat.',
    next: 'Lees de opmerking hieronder en bepaal of die voor jou telt.',
  },
  revoked: {
    word: 'Ingetrokken',
    why: ({ issuer, since }) =>
      `${issuer ?? 'De uitgever'} heeft deze badge ingetrokken${since ? ` op ${since}` : ''}. Reken er niet meer op.`,
    meaning: 'De uitgever heeft de badge teruggenomen. Reken er niet meer op.',
    next: 'Vraag de houder of er een nieuwe badge is.',
  },
  suspended: {
    word: 'Opgeschort',
    why: ({ issuer, since }) =>
      `Deze badge geldt nu even niet. ${issuer ?? 'De uitgever'} heeft hem opgeschort${since ? ` op ${since}` : ''}.`,
    meaning: 'De badge geldt nu even niet.',
    next: 'Kijk later nog eens: de badge kan weer gaan gelden.',
  },
  expired: {
    word: 'Verlopen',
    why: ({ since }) => `De badge was geldig, maar de einddatum is voorbij${since ? `: ${since}` : ''}.`,
    meaning: 'De badge was geldig, maar de einddatum is voorbij.',
    next: 'Vraag de houder of er een nieuwere badge is.',
  },
  'not-yet-valid': {
    word: 'Nog niet geldig',
    why: ({ since }) =>
      since ? `Deze badge geldt pas vanaf ${since}.` : 'De begindatum van deze badge moet nog komen.',
    meaning: 'De begindatum van de badge moet nog komen.',
    next: 'Kijk na die datum nog eens.',
  },
  'issuer-not-proven': {
    word: 'Uitgever niet bewezen',
    why: () => 'Het bestand is heel, maar we weten niet zeker wie het heeft getekend.',
    meaning: 'Het bestand is heel, maar we weten niet zeker wie het heeft getekend.',
    next: 'Vraag het aan de uitgever die erop staat. Zoek zelf het adres op; gebruik niet het adres uit de badge.',
  },
  invalid: {
    word: 'Ongeldig',
    why: () => 'De inhoud past niet bij de handtekening. Er is iets veranderd of het is nagemaakt.',
    meaning: 'De inhoud past niet bij de handtekening. Er is iets veranderd of het is nagemaakt.',
    next: 'Reken er niet op. Vraag de houder om de link naar de echte badge.',
  },
  malformed: {
    word: 'Niet te lezen',
    why: () => 'Dit is geen volledige Open Badge. Er ontbreekt iets, of het bestand is beschadigd.',
    meaning: 'Dit is geen volledige Open Badge. Er ontbreekt iets, of het bestand is beschadigd.',
    next: 'Vraag de houder om het hele bestand of om de link, en probeer het opnieuw.',
  },
  unknown: {
    word: 'Niet te controleren',
    why: () => 'We konden niet alles opzoeken wat nodig is. Dat zegt niets over de badge.',
    meaning: 'We konden niet alles opzoeken wat nodig is. Dat zegt niets over de badge. Probeer het opnieuw.',
    next: 'Probeer het over een paar minuten opnieuw.',
  },
};

/** The checks in Dutch: what was checked, then what it means. */
export const checksNl: Words['checks'] = {
  passed: (name, { issuer, domain, from, until }) =>
    ({
      input: { title: 'Het bestand is leesbaar', why: 'Het is helemaal gelezen.' },
      refresh: { title: 'Er is geen nieuwere uitgave', why: 'Nagevraagd bij de uitgever.' },
      recipient: { title: 'Het is de badge van deze persoon', why: 'Het adres dat je typte, hoort bij de badge.' },
      endorsements: {
        title: 'Wie erachter staat, is bewezen',
        why: 'Elke verklaring is op dezelfde manier gecontroleerd.',
      },
      proof: {
        title: 'Er is niets veranderd',
        why: 'De digitale handtekening past bij elke letter van deze badge.',
      },
      issuer: {
        title: issuer ? `De handtekening is van ${issuer}` : 'De handtekening is van de uitgever',
        why: domain
          ? `De sleutel staat op ${domain}, de website van de uitgever zelf.`
          : 'De uitgever is alleen deze sleutel. Geen website zegt van wie hij is, dus iedereen kan deze naam gebruiken.',
      },
      status: { title: 'Niet ingetrokken, niet opgeschort', why: 'Opgezocht in de statuslijst van de uitgever.' },
      validity: {
        title: 'De datum klopt',
        why:
          from && until
            ? `Geldig van ${from} tot ${until}.`
            : from
              ? `Geldig vanaf ${from}, zonder einddatum.`
              : 'Vandaag valt binnen de geldigheid.',
      },
      shape: { title: 'Het is een volledige Open Badge', why: 'Andere programma’s kunnen hem lezen en controleren.' },
      credentials: { title: 'De badges erin kloppen', why: 'Elke badge is op dezelfde manier gecontroleerd.' },
      holder: { title: 'Getoond door de houder', why: 'De wallet heeft bewezen dat de badge bij de houder hoort.' },
    })[name],
  warning: () => 'Goed om te weten',
  failed: (name, code, { since }) => {
    const words = {
      input: { title: 'Het bestand is niet leesbaar', why: 'Het is beschadigd, of het is geen badge.' },
      refresh: {
        title: 'De nieuwere uitgave klopt niet',
        why: 'Wat de uitgever als nieuwere uitgave gaf, is niet te vertrouwen.',
      },
      recipient: {
        title: 'Het is niet de badge van deze persoon',
        why: 'Het adres dat je typte, hoort niet bij de badge.',
      },
      endorsements: {
        title: 'Een verklaring erover klopt niet',
        why: 'Er staat dat iemand erachter staat, en dat is niet bewezen.',
      },
      proof: { title: 'De handtekening past niet', why: 'Er is iets veranderd, of de badge is nagemaakt.' },
      issuer: {
        title: 'Niet bewezen wie heeft getekend',
        why:
          code === 'key-not-listed'
            ? 'De uitgever die op de badge staat, noemt deze sleutel niet.'
            : 'We konden niet vaststellen wie de uitgever is. Iedereen kan dit hebben getekend.',
      },
      status: { title: 'De statuslijst klopt niet', why: 'De lijst die de badge noemt, is niet te vertrouwen.' },
      validity: { title: 'De datum klopt niet', why: 'Vandaag valt buiten de geldigheid.' },
      shape: {
        title: 'Het is geen volledige Open Badge',
        why: 'Er ontbreekt iets, of het staat op de verkeerde plaats.',
      },
      credentials: { title: 'Een badge erin klopt niet', why: 'Bekijk elke badge erin.' },
      holder: { title: 'Niet getoond door de houder', why: 'De badge hoort bij iemand anders.' },
    }[name];
    switch (code) {
      case 'revoked':
        return { title: 'De uitgever heeft hem ingetrokken', why: 'De statuslijst van de uitgever zegt: ingetrokken.' };
      case 'replaced':
        return {
          title: 'Er is een nieuwere uitgave van deze badge',
          why: 'Deze kopie is vervangen. Open de badge voor de nieuwste uitgave.',
        };
      case 'suspended':
        return { title: 'De uitgever heeft hem opgeschort', why: 'De statuslijst van de uitgever zegt: opgeschort.' };
      case 'expired':
        return { title: 'De einddatum is voorbij', why: since ? `Geldig tot ${since}.` : 'De badge is verlopen.' };
      case 'not-yet-valid':
        return {
          title: 'De begindatum moet nog komen',
          why: since ? `Geldig vanaf ${since}.` : 'De badge geldt nog niet.',
        };
      default:
        return words;
    }
  },
  unknown: (name) =>
    ({
      input: { title: 'Het bestand kon niet worden gecontroleerd', why: 'We konden het niet lezen.' },
      refresh: { title: 'Niet bekend of er een nieuwere uitgave is', why: 'De uitgever gaf geen antwoord.' },
      recipient: { title: 'Van wie de badge is, kon niet worden gecontroleerd', why: 'Vraag om een legitimatie.' },
      endorsements: {
        title: 'Wie erachter staat, kon niet worden gecontroleerd',
        why: 'Hun websites gaven geen antwoord.',
      },
      proof: { title: 'De handtekening is niet te controleren', why: 'We kennen deze soort handtekening niet.' },
      issuer: { title: 'De uitgever is niet te controleren', why: 'De website van de uitgever gaf geen antwoord.' },
      status: {
        title: 'Niet bekend of hij is ingetrokken',
        why: 'We konden de statuslijst niet ophalen. Dat zegt niets over de badge.',
      },
      validity: { title: 'De datum is niet te controleren', why: 'We konden de datum niet lezen.' },
      shape: { title: 'De vorm is niet te controleren', why: 'We konden de vorm niet nagaan.' },
      credentials: {
        title: 'De badges erin konden niet worden gecontroleerd',
        why: 'Niet alles kon worden opgezocht.',
      },
      holder: { title: 'Wie hem liet zien, is niet te controleren', why: 'Vraag om een legitimatie.' },
    })[name],
  notChecked: (name) =>
    ({
      input: { title: 'Het bestand is niet gelezen', why: 'Een eerdere controle slaagde niet.' },
      refresh: { title: 'Niet gevraagd of er een nieuwere uitgave is', why: 'Een eerdere controle slaagde niet.' },
      recipient: { title: 'Van wie de badge is, is niet gecontroleerd', why: 'Een eerdere controle slaagde niet.' },
      endorsements: { title: 'Wie erachter staat, is niet gecontroleerd', why: 'Een eerdere controle slaagde niet.' },
      proof: { title: 'De handtekening is niet gecontroleerd', why: 'Een eerdere controle ging mis.' },
      issuer: { title: 'De uitgever is niet gecontroleerd', why: 'Een eerdere controle ging mis.' },
      status: { title: 'Niet opgezocht of hij is ingetrokken', why: 'Een eerdere controle ging mis.' },
      validity: { title: 'De datum is niet gecontroleerd', why: 'Een eerdere controle ging mis.' },
      shape: { title: 'De vorm is niet gecontroleerd', why: 'Een eerdere controle ging mis.' },
      credentials: { title: 'De badges erin zijn niet gecontroleerd', why: 'Een eerdere controle slaagde niet.' },
      holder: {
        title: 'Wie hem liet zien, is niet gecontroleerd',
        why: 'Vraag om een legitimatie of laat de houder hem uit de wallet delen.',
      },
    })[name],
};
