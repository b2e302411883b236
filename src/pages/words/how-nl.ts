import type { HowWords } from './how.ts';

/** Uitleg over controleren, in gewoon Nederlands (B1). */
export const howNl: HowWords = {
  heading: 'Zo controleren we een badge',
  lead: 'Een badge is een bestand met een digitale handtekening. Iedereen kan die nagaan. Dit doen wij, stap voor stap.',
  stepsHeading: 'Wat we nagaan',
  stepsLead:
    'We doen de stappen in deze volgorde. Gaat een stap mis, dan slaan we over wat daarna geen zin meer heeft.',
  steps: {
    input: { name: 'Lezen', meaning: 'We halen de badge uit wat je gaf: tekst, een bestand, een plaatje of een link.' },
    shape: { name: 'Vorm', meaning: 'We kijken of alles erin staat wat in een Open Badge hoort te staan.' },
    proof: {
      name: 'Handtekening',
      meaning:
        'We kijken of de handtekening past bij elke letter van de badge. Is er iets veranderd, dan past zij niet.',
    },
    issuer: {
      name: 'Uitgever',
      meaning:
        'We vragen aan de uitgever zelf of de sleutel van de handtekening van hem is. De badge alleen is geen bewijs.',
    },
    refresh: {
      name: 'Nieuwere uitgave',
      meaning: 'Zegt de badge waar een nieuwere uitgave staat, dan vragen we die op.',
    },
    validity: { name: 'Datum', meaning: 'We kijken of de badge al geldt en nog niet verlopen is.' },
    status: {
      name: 'Status',
      meaning: 'We zoeken in de statuslijst van de uitgever op of de badge is ingetrokken of opgeschort.',
    },
    recipient: {
      name: 'Houder',
      meaning: 'Typ je een e-mailadres, dan kijken we of de badge bij dat adres hoort. Anders slaan we deze stap over.',
    },
    endorsements: {
      name: 'Wie staat erachter',
      meaning: 'Zeggen anderen in de badge dat ze erachter staan, dan gaan we ook hun handtekening na.',
    },
    credentials: { name: 'Badges erin', meaning: 'Zitten er meer badges in één bestand, dan gaan we elke badge na.' },
    holder: {
      name: 'Wie hem toont',
      meaning: 'Alleen een wallet kan bewijzen dat de houder zelf de badge toont. Op deze pagina gaan we dat niet na.',
    },
  },
  outcomesHeading: 'Hoe een stap kan aflopen',
  outcomes: {
    passed: { word: 'Klopt', meaning: 'We hebben dit nagegaan en het klopt.' },
    failed: { word: 'Klopt niet', meaning: 'We hebben dit nagegaan en het klopt niet.' },
    warning: { word: 'Let op', meaning: 'Het klopt, maar er is iets wat je moet weten.' },
    'not-checked': {
      word: 'Niet gecontroleerd',
      meaning: 'We konden dit niet nagaan, of het had geen zin meer. Dit is nooit hetzelfde als “klopt”.',
    },
  },
  signsHeading: 'Wat elke uitslag betekent',
  signsLead: 'Elke uitslag heeft een eigen vorm, een eigen kleur en een eigen woord.',
  notChecked: {
    heading: 'Wat we niet nagaan',
    lead: '“Echt en geldig” is een uitspraak over de badge. Het is geen oordeel over de uitgever of de persoon.',
    list: [
      'Of de uitgever goed werk levert. We bewijzen wie het zegt, niet of hij gelijk heeft.',
      'Of degene die de badge laat zien de houder is. Vraag om een legitimatie.',
      'Of de toets eerlijk was, en of de houder het nog steeds kan.',
      'Of de websites waar de badge naar wijst nog hetzelfde zeggen als op de dag van uitgifte.',
    ],
  },
  withoutUs: {
    heading: 'Controleren zonder ons',
    lead: 'Je hoeft ons niet te geloven. Een badge is een open standaard.',
    list: [
      'Laat je eigen browser het doen: op de pagina van een badge staat “Controleer in je browser”. Onze server geeft dan geen oordeel.',
      'Download de badge (JSON) en geef hem aan een andere controledienst voor Open Badges 3.0.',
      'Gebruik de opdracht “stempel verify” of de bibliotheek van Stempel op je eigen computer. De broncode is open.',
      'Verdwijnt deze dienst, dan blijft een badge controleerbaar zolang de uitgever zijn sleutels en statuslijst laat staan.',
    ],
  },
  kept: {
    heading: 'Wat we bewaren',
    text: [
      'Niets van wat je ons geeft, en ook de uitslag niet. We lezen de badge, oordelen en vergeten hem.',
      'Een link naar een uitslag controleert de badge opnieuw. De uitslag kan dus morgen anders zijn, en dat hoort zo.',
      'Controleren wij, dan ziet de uitgever hoogstens dat onze server zijn sleutel of statuslijst opvraagt. Controleert je eigen browser, dan ziet de uitgever dat jij dat doet. Een statuslijst gaat over duizenden badges tegelijk.',
    ],
  },
};
