/** Views for the tests of this room: an invented academy. */
import type {
  AchievementView,
  BadgeContentView,
  BadgePicture,
  BadgeView,
  CheckView,
  CriterionView,
  HomeView,
  IssuerSummaryView,
  IssuerView,
  KeyView,
  LineView,
  ProblemView,
  Site,
  SkillPageView,
  VerdictView,
  VerifyView,
} from './views.ts';

export const site: Site = {
  baseUrl: 'https://badges.example',
  path: '/credentials/7bedbb7d',
  docsUrl: '/docs',
};

const names = ['Basiskennis', 'Basisvaardig', 'Competent', 'Ervaren', 'Expert'];

function criterion(name: string, requiredLevel: number, texts: readonly string[]): CriterionView {
  return {
    name,
    requiredLevel,
    levels: texts.map((description, index) => ({ level: index + 1, name: names[index] ?? '', description })),
  };
}

const connecting = criterion('Veilig aansluiten', 3, [
  'Benoemt de vijf stappen van veilig schakelen; voert dit nog niet zelf uit.',
  'Sluit aan volgens schema en meet de installatie door, onder begeleiding en volgens de werkinstructie.',
  'Sluit aan volgens schema en meet de installatie door, zelfstandig en met als resultaat: meetrapport zonder afkeur; herstelt eigen fouten.',
  'Sluit aan volgens schema en meet de installatie door, ook in niet-standaardsituaties (combinatie met PV en thuisbatterij), en beoordeelt het werk van anderen.',
  'Verbetert of ontwikkelt de werkwijze (veiligheidsinstructie voor leerlingen) en instrueert anderen.',
]);

const handingOver = criterion('Proefdraaien en overdragen', 3, [
  'Benoemt onderdelen van het opleverdossier; voert dit nog niet zelf uit.',
  'Draait proef, stelt de stooklijn in en legt de bediening uit, onder begeleiding en volgens de werkinstructie.',
  'Draait proef, stelt de stooklijn in en legt de bediening uit, zelfstandig en met als resultaat: dossier compleet en begrepen door de gebruiker; herstelt eigen fouten.',
  'Draait proef, stelt de stooklijn in en legt de bediening uit, ook in niet-standaardsituaties (wisselende bewoners of taalbarrière), en beoordeelt het werk van anderen.',
  'Verbetert of ontwikkelt de werkwijze (overdracht met digitale tweeling) en instrueert anderen.',
]);

export const criteria: readonly CriterionView[] = [
  { ...connecting, reachedLevel: 4 },
  { ...handingOver, reachedLevel: 3 },
];

const esco = (label: string, id: string) => [
  { catalogue: 'ESCO', version: '1.1.1', url: `http://data.europa.eu/esco/skill/${id}`, label, labelLanguage: 'en' },
];

const line: LineView = {
  name: 'Warmtepomplijn',
  colour: '#E4572E',
  url: '/lines/WP',
  stops: [
    { title: 'Inspiratie: het huis van 2035', typeCode: 'X', hours: 2, done: true },
    { title: 'Warmtepompen en bronnen', typeCode: 'E', hours: 3, done: true },
    { title: 'Hydraulisch inregelen', typeCode: 'W', hours: 4, done: true },
    { title: 'Koudekring: dichtheid en lekcontrole', typeCode: 'P', hours: 6, done: true },
    { title: 'Inbedrijfstellen en overdragen', typeCode: 'P', hours: 8, done: true, here: true },
  ],
};

export const content: BadgeContentView = {
  kind: 'ulo',
  code: 'WP-04',
  title: 'Warmtepomp in bedrijf stellen en overdragen',
  statement:
    'Stelt een warmtepompinstallatie in bedrijf en draagt deze met een compleet opleverdossier over aan de gebruiker.',
  observable: 'Opleverdossier met meetrapport',
  eqfLevel: 4,
  nlqfLevel: 4,
  studyLoadHours: 8,
  criteria,
  skills: [
    { label: 'warmtepomp installeren', kind: 'skill', concepts: esco('install heat pump', '00735755') },
    { label: 'proefdraaien', kind: 'skill', concepts: esco('perform test run', '465ff64a'), level: 4 },
    {
      label: 'elektrische bedradingsschema’s',
      kind: 'knowledge',
      concepts: esco('electrical wiring diagrams', 'bc8b1d36'),
    },
  ],
  requirements: [],
  lines: [line],
  countsTowards: [
    { name: 'Warmtepomplijn', url: '/achievements/WP' },
    { name: 'Vakbekwaam persoon warmtepompen (demo)' },
  ],
  validations: [
    { name: 'Marit Oosterbaan', organisation: 'Warmtegilde Demo', method: 'workshop', date: '2026-01-20' },
    { name: 'Youssef El Amrani', organisation: 'Kustwarmte Installaties BV', method: 'interview', date: '2026-01-27' },
  ],
  endorsements: [
    {
      claim: 'Deze badge sluit aan op wat wij van een zelfstandig werkende monteur vragen.',
      endorser: 'Warmtegilde Demo',
      endorserKind: 'brancheorganisatie',
      since: '2026-02-10',
      proof: 'signed',
      domain: 'warmtegilde.example',
    },
  ],
};

export const issuer: IssuerSummaryView = {
  name: 'Kompas Smart Makers Academy',
  shortName: 'Kompas',
  url: '/issuers/kompas',
  provenDomain: 'kompas.example',
  location: 'Haarlem, Noord-Holland',
  quality: {
    name: 'Kwaliteitskader Kompas 2026',
    url: 'https://kompas.example/kwaliteit',
    description:
      'Leeruitkomsten gevalideerd door twee vakexperts, gepubliceerde rubrics, jaarlijkse evaluatie met deelnemers en werkgevers.',
  },
  contactUrl: 'mailto:badges@kompas.example',
};

const passed = (name: CheckView['name']): CheckView => ({ name, outcome: 'passed', code: 'fine' });

const verdict: VerdictView = {
  verdict: 'valid',
  checkedAt: '2026-11-22T19:31:00Z',
  checks: [passed('proof'), passed('issuer'), passed('status'), passed('validity'), passed('shape')],
};

/** Every verdict, with checks that could lead to it. */
export const verdicts: readonly VerdictView[] = [
  verdict,
  failing(
    'revoked',
    { name: 'status', outcome: 'failed', code: 'revoked' },
    '2026-09-10T08:00:00Z',
    'Verkeerde deelnemer geregistreerd',
  ),
  failing(
    'suspended',
    { name: 'status', outcome: 'failed', code: 'suspended' },
    '2026-09-10T08:00:00Z',
    'Herbeoordeling loopt',
  ),
  failing('expired', { name: 'validity', outcome: 'failed', code: 'expired' }),
  failing('not-yet-valid', { name: 'validity', outcome: 'failed', code: 'not-yet-valid' }),
  failing('issuer-not-proven', { name: 'issuer', outcome: 'failed', code: 'key-not-listed' }),
  failing('invalid', { name: 'proof', outcome: 'failed', code: 'signature' }),
  failing('malformed', { name: 'shape', outcome: 'failed', code: 'schema' }),
  failing('unknown', { name: 'status', outcome: 'not-checked', code: 'list-not-reachable' }),
];

function failing(word: VerdictView['verdict'], check: CheckView, since?: string, reason?: string): VerdictView {
  const others = verdict.checks.filter(({ name }) => name !== check.name);
  const moment = since === undefined ? {} : { since };
  return {
    ...verdict,
    verdict: word,
    checks: [...others, check],
    ...moment,
    ...(reason === undefined ? {} : { reason }),
  };
}

const picture: BadgePicture = {
  kind: 'ulo',
  code: 'WP-04',
  title: content.title,
  issuer: 'Kompas',
  lineColour: '#E4572E',
  criteria: [
    { name: 'Veilig aansluiten', required: 3, reached: 4, levels: 5 },
    { name: 'Proefdraaien en overdragen', required: 3, reached: 3, levels: 5 },
  ],
};

export const badge: BadgeView = {
  site,
  verdict,
  content,
  issuer,
  holder: { name: 'Noor Visser', givenName: 'Noor' },
  awardedOn: '2026-07-23',
  validFrom: '2026-07-23',
  validUntil: '2031-07-23',
  assessment: {
    method: 'case',
    assessor: 'Marit Oosterbaan',
    assessorOrganisation: 'Warmtegilde Demo',
    supervised: true,
    identityChecked: true,
    date: '2026-07-23',
    station: { title: 'Inbedrijfstellen en overdragen', hours: 8, participation: 'blended' },
    evidence: [{ name: 'Meetstaat of verslag', url: 'https://kompas.example/evidence/1' }],
  },
  technical: {
    credentialId: 'urn:uuid:7bedbb7d-4873-529f-a95d-c4078d0b3eda',
    issuerId: 'did:web:kompas.example',
    standard: 'Open Badges 3.0 · W3C VC Data Model 2.0',
    suite: 'eddsa-rdfc-2022',
    verificationMethod: 'did:web:kompas.example#z6Mk',
    statusList: 'https://badges.example/status/1',
    statusListIndex: '94567',
  },
  actions: {
    json: '/credentials/7bedbb7d.json',
    pdf: '/credentials/7bedbb7d.pdf',
    png: '/credentials/7bedbb7d.png',
    wallet: '/claims/7bedbb7d',
    share: '/credentials/7bedbb7d/share',
    linkedIn: 'https://www.linkedin.com/profile/add',
    selfCheck: { script: '/assets/self-check-EXAMPLE0.js', badge: '/credentials/example?download=json' },
    otherVerifier: 'https://verifier.example',
    qrSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1H0z"/></svg>',
  },
  picture,
  lineColour: '#E4572E',
  achievementUrl: '/achievements/WP-04',
  imageUrl: '/credentials/7bedbb7d.svg',
};

export const achievement: AchievementView = {
  site: { ...site, path: '/achievements/WP-04' },
  id: 'https://badges.example/achievements/WP-04/1',
  version: '1',
  publishedOn: '2026-02-02',
  content: { ...content, criteria: [connecting, handingOver] },
  issuer,
  holders: 4,
  jsonUrl: '/achievements/WP-04.json',
  picture: { ...picture, criteria: [{ name: 'Veilig aansluiten', required: 3, levels: 5 }] },
  lineColour: '#E4572E',
  imageUrl: '/achievements/WP-04.svg',
};

export const keyView: KeyView = {
  site: { ...site, path: '/issuers/kompas/keys/1' },
  issuer,
  key: {
    id: 'did:web:kompas.example#z6MkOld',
    algorithm: 'Ed25519',
    state: 'compromised',
    since: '2025-01-01T09:00:00Z',
    until: '2026-06-01T09:00:00Z',
    compromisedSince: '2026-05-30T09:00:00Z',
  },
  fingerprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  reason: 'Gestolen laptop',
  jsonUrl: '/issuers/kompas/keys/1?format=json',
};

export const issuerView: IssuerView = {
  site: { ...site, path: '/issuers/kompas' },
  issuer,
  id: 'did:web:kompas.example',
  website: 'https://kompas.example',
  partners: ['Installatiecampus Duinstreek', 'Kustwarmte Installaties BV', 'Waterstoflab Noordzee'],
  keys: [
    {
      id: 'did:web:kompas.example#z6MkNew',
      algorithm: 'Ed25519',
      state: 'active',
      since: '2026-06-01',
      url: '/issuers/kompas/keys/2',
    },
    {
      id: 'did:web:kompas.example#z6MkOld',
      algorithm: 'Ed25519',
      state: 'retired',
      since: '2025-01-01',
      until: '2026-06-01',
    },
  ],
  lines: [line, { ...line, name: 'Waterstoflijn', colour: '#1B6CA8' }],
  skills: [{ label: 'warmtepomp installeren', url: '/skills?uri=http%3A%2F%2Fesco.example%2F1' }],
  badges: [
    {
      title: 'Afgiftesysteem inregelen',
      kind: 'ulo',
      code: 'WP-02',
      url: '/achievements/WP-02',
      imageUrl: '/achievements/WP-02.svg',
    },
    { title: 'Hydraulisch inregelen', kind: 'station', code: 'ST-03', hours: 4, url: '/achievements/ST-03' },
  ],
  endorsements: content.endorsements,
  jsonUrl: '/issuers/kompas.json',
};

export const verifyView: VerifyView = {
  site: { ...site, path: '/verify' },
  input: { url: 'https://badges.example/credentials/7bedbb7d', credential: '{"type":["VerifiableCredential"]}' },
  result: {
    verdict: { ...verdict, checks: [...verdict.checks, { name: 'holder', outcome: 'not-checked' }] },
    title: content.title,
    holderName: 'Noor Visser',
    issuerName: issuer.name,
    issuerDomain: 'kompas.example',
    awardedOn: '2026-07-23',
    validUntil: '2031-07-23',
    statement: 'Stelt een warmtepompinstallatie in bedrijf.',
    criteria,
    skills: content.skills,
    badgeUrl: '/credentials/7bedbb7d',
    reportUrl: '/verify/report.json',
    technical: badge.technical,
  },
};

export const home: HomeView = {
  site: { ...site, path: '/' },
  issuers: [{ name: issuer.name, url: '/issuers/kompas' }],
};

export const notFound: ProblemView = { site, status: 404, requestId: '0192f3a4-0000-7000-8000-000000000000' };

export const skillPage: SkillPageView = {
  site: { ...site, path: '/skills?uri=http%3A%2F%2Fesco.example%2F1' },
  uri: 'http://esco.example/1',
  label: 'install heat pump',
  labelLanguage: 'en',
  otherLabels: [{ language: 'de', label: 'Wärmepumpe installieren' }],
  kind: 'skill',
  framework: 'ESCO',
  version: '1.1.1',
  issuers: [
    {
      name: issuer.name,
      url: '/issuers/kompas',
      badges: [
        {
          title: 'Afgiftesysteem inregelen',
          kind: 'ulo',
          code: 'WP-03',
          hours: 6,
          url: '/achievements/WP-03',
          imageUrl: '/achievements/WP-03/image.svg',
          level: 3,
        },
      ],
    },
  ],
  more: false,
};
