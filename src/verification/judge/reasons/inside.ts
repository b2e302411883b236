/** Reasons of the steps `refresh`, `recipient`, `endorsements` and `credentials`: what is asked of a badge beyond itself. */
export const insideReasons = {
  'up-to-date': {
    clause: 'Open Badges 3.0 §9.1 step 3',
    nl: 'De uitgever heeft geen nieuwere uitgave van deze badge.',
    en: 'The issuer has no newer issue of this badge.',
  },
  refreshed: {
    clause: 'Open Badges 3.0 §9.1 step 3',
    nl: 'De uitgever gaf een nieuwere uitgave van deze badge; die is beoordeeld.',
    en: 'The issuer gave a newer issue of this badge, and that is what was judged.',
  },
  'refresh-failed': {
    clause: '1EdTech Credential Refresh 1.0',
    nl: 'Of er een nieuwere uitgave is, was niet te vragen; beoordeeld is wat er lag.',
    en: 'The issuer could not be asked for a newer issue; what was presented was judged.',
  },
  'refresh-not-proven': {
    clause: '1EdTech Credential Refresh 1.0',
    nl: 'Wat als nieuwere uitgave kwam, is niet bewezen; beoordeeld is wat er lag.',
    en: 'What came as a newer issue is not proven; what was presented was judged.',
  },
  'refresh-of-another': {
    clause: '1EdTech Credential Refresh 1.0',
    nl: 'Wat als nieuwere uitgave kwam, is een andere badge; beoordeeld is wat er lag.',
    en: 'What came as a newer issue is another badge; what was presented was judged.',
  },
  'refresh-older': {
    clause: '1EdTech Credential Refresh 1.0',
    nl: 'Wat als nieuwere uitgave kwam, is ouder; beoordeeld is wat er lag.',
    en: 'What came as a newer issue is older; what was presented was judged.',
  },
  'recipient-matches': {
    clause: 'Open Badges 3.0 §9.1 step 5',
    nl: 'De badge is van deze persoon.',
    en: 'The badge is of this person.',
  },
  'other-recipient': {
    clause: 'Open Badges 3.0 §9.1 step 5',
    nl: 'De badge is van iemand anders.',
    en: 'The badge is of somebody else.',
  },
  'recipient-not-comparable': {
    clause: 'Open Badges 3.0 §9.1 step 5',
    nl: 'De badge zegt niet op deze manier van wie hij is.',
    en: 'The badge does not say in this way whose it is.',
  },
  'endorsements-proven': {
    clause: 'Open Badges 3.0 §9.1 step 6',
    nl: 'Wie volgens de badge achter hem staat, staat er bewezen achter.',
    en: 'Those who are said to vouch for it are proven to do so.',
  },
  'endorsement-not-proven': {
    clause: 'Open Badges 3.0 §9.1 step 6',
    nl: 'Van iemand die volgens de badge achter hem staat, is dat niet bewezen.',
    en: 'Somebody is said to vouch for it, and that is not proven.',
  },
  'endorsement-of-another': {
    clause: 'Open Badges 3.0 §B.1 EndorsementSubject',
    nl: 'Een verklaring in de badge gaat over iets anders.',
    en: 'A statement in the badge is about something else.',
  },
  'not-an-endorsement': {
    clause: 'Open Badges 3.0 §B.1 EndorsementCredential',
    nl: 'Wat als verklaring van een ander in de badge staat, is er geen.',
    en: 'What stands in the badge as a statement of somebody else is none.',
  },
  'credentials-proven': {
    clause: 'Comprehensive Learner Record 2.0 §9.1',
    nl: 'Elke badge in dit overzicht is bewezen.',
    en: 'Each badge in this record is proven.',
  },
  'credential-not-proven': {
    clause: 'Comprehensive Learner Record 2.0 §9.1',
    nl: 'Niet elke badge in dit overzicht is bewezen.',
    en: 'Not every badge in this record is proven.',
  },
  'too-many-inside': {
    clause: 'Open Badges 3.0 §9.1',
    nl: 'Er staat meer in dan we nagaan.',
    en: 'There is more in it than is checked.',
  },
} as const;
