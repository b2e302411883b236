import {
  buildCredential,
  type ControllerDocument,
  type CredentialFacts,
  type JsonObject,
  type SecretKey,
  signCredential,
} from '../../src/openbadges/index.ts';
import vector from '../data/openbadges/obv3p0/vector.json' with { type: 'json' };

/** The published test key of the Open Badges implementation guide, under an issuer of ours. Never a key for real badges. */
export const did = 'did:web:kompas.example:issuers:kompas';
export const key: SecretKey = {
  id: `${did}#${vector.publicKeyMultibase}`,
  controller: did,
  publicKeyMultibase: vector.publicKeyMultibase,
  secretKeyMultibase: vector.secretKeyMultibase,
};

export const controller: ControllerDocument = {
  id: did,
  verificationMethod: [
    { id: key.id, type: 'Multikey', controller: did, publicKeyMultibase: vector.publicKeyMultibase },
  ],
  assertionMethod: [key.id],
};

export const controllers: ReadonlyMap<string, ControllerDocument> = new Map([[did, controller]]);

export const statusListUrl = 'https://kompas.example/status/1';
export const issuedAt = new Date('2026-11-20T09:30:00Z');

const criterion = (number: number, name: string, reached: number) => {
  const id = `https://kompas.example/rubrics/wp-04/1#c${number}`;
  const levels = ['Basiskennis', 'Basisvaardig', 'Competent', 'Ervaren', 'Expert'].map((label, index) => ({
    id: `${id}-level-${index + 1}`,
    name: label,
    description: `Op niveau ${index + 1}: “${name.toLowerCase()}” – zoals beschreven.`,
    level: index + 1,
  }));
  return {
    facts: { id, name, requiredLevel: `${id}-level-3`, levels },
    result: {
      criterionId: id,
      levelId: `${id}-level-${reached}`,
      skillLevel: {
        targetName: `Skill level ${reached}`,
        targetUrl: `https://kompas.example/skill-levels/${reached}`,
        targetFramework: 'Skill level 1–5 (Katapult)',
        targetCode: String(reached),
        targetType: 'ext:SkillLevel',
      },
    },
  };
};

const criterions = [
  criterion(1, 'Werkt veilig aan een warmtepomp', 3),
  criterion(2, 'Stelt de regeling in', 4),
  criterion(3, 'Legt uit aan de bewoner', 5),
];

/** Everything that a badge of ours can say, with letters outside ASCII in it. Two nodes never share an id, so that every member counts. */
export const richFacts: CredentialFacts = {
  id: 'https://kompas.example/badges/0199f5a0-8d2e-7c31-9a52-1f8f5a0c7e11',
  issuer: {
    id: did,
    name: 'Kompas Techniek Academie',
    url: 'https://kompas.example',
    description: 'Vakschool in Haarlem – installatietechniek',
    image: 'https://kompas.example/logo.png',
    email: 'badges@kompas.example',
    phone: '+31 23 555 01 01',
    address: { addressLocality: 'Haarlem', addressCountryCode: 'NL', addressCountry: undefined },
    otherIdentifier: [
      { identifier: '12345678', identifierType: 'ext:KvK' },
      { identifier: '25PL', identifierType: 'ext:BRIN' },
    ],
  },
  validFrom: issuedAt,
  validUntil: new Date('2031-11-20T23:59:59Z'),
  awardedDate: new Date('2026-11-19T00:00:00Z'),
  subject: { email: ' Noor.de.Vries@Example.org ', salt: '5f1d7c3fa2b94e08' },
  activityStart: new Date('2026-11-18T00:00:00Z'),
  activityEnd: new Date('2026-11-19T00:00:00Z'),
  narrative: 'Beoordeeld op een **echte** opstelling: 4 °C → 35 °C. 👍',
  assessedBy: { id: 'https://fieldlab.example/profile', name: 'Fieldlab Warmte', url: 'https://fieldlab.example' },
  results: criterions.map(({ result }) => result),
  evidence: [
    { name: 'Beoordeling', genre: 'Assessment', narrative: 'Praktijktoets, onder toezicht.' },
    {
      url: 'https://kompas.example/evidence/9f2c.jpg',
      name: 'Foto van de opstelling',
      description: 'Warmtepomp met buffervat',
      narrative: 'Gemaakt tijdens de toets.',
      genre: 'Photo',
    },
  ],
  achievement: {
    id: 'https://kompas.example/achievements/wp-04?lang=nl',
    achievementType: 'Competency',
    name: 'Warmtepomp inregelen',
    description: 'Regelt een lucht-waterwarmtepomp in en verantwoordt de keuzes.',
    criteriaUrl: 'https://kompas.example/achievements/wp-04',
    criteria: '## Wat laat je zien\n\n- werkt veilig\n- stelt in\n\nDuur: 6 uur.',
    humanCode: 'WP-04',
    image: { url: 'https://kompas.example/achievements/wp-04/image.png', caption: 'Warmtepomp inregelen' },
    inLanguage: 'nl',
    version: '2',
    creator: { id: 'https://kompas.example/issuers/kompas#isso', name: 'ISSO' },
    alignments: [
      {
        targetName: 'install heat pump',
        targetUrl: 'http://data.europa.eu/esco/skill/5b8ee3a4-0a5b-4b2c-8b7e-2a1f4e0c9d11',
        targetDescription: 'Warmtepomp installeren',
        targetFramework: 'ESCO v1.1.1',
        targetType: 'ext:ESCOSkill',
      },
      {
        targetName: 'EQF 4',
        targetUrl: 'https://europass.europa.eu/en/description-eight-eqf-levels',
        targetFramework: 'European Qualifications Framework',
        targetCode: '4',
        targetType: 'ext:EQF',
      },
      {
        targetName: 'VP, NEN 3140',
        targetUrl: 'https://kompas.example/achievements/wp-04#regulation',
        targetFramework: 'NEN 3140 2018',
        targetCode: 'VP',
        targetType: 'ext:RoleLevel',
      },
    ],
    related: [
      { id: 'https://kompas.example/achievements/wp-04?lang=en', inLanguage: 'en', version: '2' },
      { id: 'https://kompas.example/achievements/wp-04-1', version: '1' },
    ],
    criterions: criterions.map(({ facts }) => facts),
    tags: ['warmtepomp', 'inregelen'],
  },
  status: { listUrl: statusListUrl, index: 94_567 },
};

/** As little as a badge can say. */
export const leanFacts: CredentialFacts = {
  id: 'urn:uuid:0199f5a0-8d2e-7c31-9a52-1f8f5a0c7e12',
  issuer: { id: did, name: 'Kompas', address: {} },
  validFrom: issuedAt,
  awardedDate: issuedAt,
  subject: { did: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' },
  results: [],
  evidence: [],
  achievement: {
    id: 'https://kompas.example/achievements/x',
    achievementType: 'CertificateOfCompletion',
    name: 'X',
    description: 'X',
    criteriaUrl: 'https://kompas.example/achievements/x',
    criteria: 'X',
    humanCode: 'X',
    inLanguage: 'nl',
    version: '1',
    alignments: [],
    related: [],
    criterions: [],
    tags: [],
  },
  status: { listUrl: statusListUrl, index: 0 },
};

/** A signed badge as a stranger gets it: parsed from its text. */
export async function signedBadge(facts: CredentialFacts = richFacts): Promise<JsonObject> {
  const signed = await signCredential(buildCredential(facts), key, { created: facts.validFrom });
  return JSON.parse(JSON.stringify(signed)) as JsonObject;
}
