/** Reasons of the step `input`: what was sent, before it is looked at as a badge. */
export const inputReasons = {
  read: {
    clause: 'Open Badges 3.0 §9.1 step 1',
    nl: 'Het bestand kon helemaal worden gelezen.',
    en: 'The file could be read whole.',
  },
  'malformed-jwt': {
    clause: 'RFC 7515 §5.2',
    nl: 'Dit is geen badge: de tekst is geen leesbare JWT.',
    en: 'This is no badge: the text is no readable JWT.',
  },
  'too-large': {
    clause: 'RFC 8259 §9',
    nl: 'Het bestand is te groot om te controleren.',
    en: 'The file is too large to be checked.',
  },
  'not-utf-8': {
    clause: 'RFC 8259 §8.1',
    nl: 'Het bestand is geen leesbare tekst.',
    en: 'The file is no readable text.',
  },
  'not-json': {
    clause: 'RFC 8259 §2',
    nl: 'Dit is geen badge: de inhoud is geen JSON.',
    en: 'This is no badge: the content is not JSON.',
  },
  'duplicate-key': {
    clause: 'RFC 7493 §2.3',
    nl: 'Dezelfde naam staat er twee keer in, zodat twee programma’s er iets anders in lezen.',
    en: 'The same name stands in it twice, so that two programs read different things.',
  },
  'forbidden-key': {
    clause: 'RFC 8259 §4',
    nl: 'Er staat een naam in die programma’s kan misleiden.',
    en: 'It holds a name that can mislead programs.',
  },
  'too-deep': {
    clause: 'RFC 8259 §9',
    nl: 'De inhoud is te diep in elkaar gezet om te controleren.',
    en: 'The content is nested too deeply to be checked.',
  },
  'too-many-nodes': {
    clause: 'RFC 8259 §9',
    nl: 'De inhoud bestaat uit te veel delen om te controleren.',
    en: 'The content has too many parts to be checked.',
  },
  'array-too-long': {
    clause: 'RFC 8259 §9',
    nl: 'Een lijst in de inhoud is te lang om te controleren.',
    en: 'A list in the content is too long to be checked.',
  },
  'string-too-long': {
    clause: 'RFC 8259 §9',
    nl: 'Een tekst in de inhoud is te lang om te controleren.',
    en: 'A text in the content is too long to be checked.',
  },
  'forbidden-character': {
    clause: 'RFC 7493 §2.1',
    nl: 'De inhoud bevat een teken dat geen tekst is.',
    en: 'The content holds a character that is no text.',
  },
  'number-out-of-range': {
    clause: 'RFC 7493 §2.2',
    nl: 'Een getal in de inhoud is te groot om overal hetzelfde te zijn.',
    en: 'A number in the content is too large to be the same everywhere.',
  },
  'no-badge-in-file': {
    clause: 'Open Badges 3.0 §5',
    nl: 'In dit bestand zit geen badge.',
    en: 'There is no badge in this file.',
  },
  'several-badges': {
    clause: 'Open Badges 3.0 §5.3',
    nl: 'Er zit meer dan één badge in. Stuur ze een voor een.',
    en: 'There is more than one badge in it. Send them one by one.',
  },
  'damaged-file': {
    clause: 'Open Badges 3.0 §5',
    nl: 'Het bestand is beschadigd of beveiligd en kan niet worden gelezen.',
    en: 'The file is damaged or protected and cannot be read.',
  },
  'expands-too-far': {
    clause: 'Open Badges 3.0 §5.3',
    nl: 'Het bestand wordt bij het uitpakken te groot om te controleren.',
    en: 'The file becomes too large to be checked when it is unpacked.',
  },
  'forbidden-xml': {
    clause: 'XML 1.0 §2.8',
    nl: 'De tekening bevat opdrachten die er niet in horen.',
    en: 'The drawing holds instructions that do not belong in it.',
  },
  'address-not-allowed': {
    clause: 'Open Badges 3.0 §5.2',
    nl: 'Op dit adres wordt niet gekeken. Alleen openbare adressen met https worden opgevraagd.',
    en: 'This address is not looked at. Only public addresses with https are asked.',
  },
  'address-not-reachable': {
    clause: 'Open Badges 3.0 §5.2',
    nl: 'Het adres van de badge geeft nu geen antwoord.',
    en: 'The address of the badge does not answer right now.',
  },
  'no-badge-at-address': {
    clause: 'Open Badges 3.0 §5.2',
    nl: 'Op dit adres staat geen badge.',
    en: 'There is no badge at this address.',
  },
  'going-in-circles': {
    clause: 'Open Badges 3.0 §5.2',
    nl: 'De adressen verwijzen naar elkaar en niet naar een badge.',
    en: 'The addresses lead to each other and not to a badge.',
  },
  'other-address': {
    clause: 'VC Data Model 2.0 §4.4',
    nl: 'De badge noemt een ander adres dan waar hij is gevonden.',
    en: 'The badge names another address than the one where it was found.',
  },
} as const;
