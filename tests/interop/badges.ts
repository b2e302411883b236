import {
  buildCredential,
  type ControllerDocument,
  type CredentialFacts,
  type SecretKey,
  signCredential,
} from '../../src/openbadges/index.ts';
import official from '../data/openbadges/obv3p0/vector.json' with { type: 'json' };

/** The issuer of the sample badges signs with the published test key of the Open Badges implementation guide. */
export const issuerDid = 'did:web:badges.example:issuers:kompas';

export const issuerKey: SecretKey = {
  id: `${issuerDid}#${official.publicKeyMultibase}`,
  controller: issuerDid,
  publicKeyMultibase: official.publicKeyMultibase,
  secretKeyMultibase: official.secretKeyMultibase,
};

/** What the issuer publishes about its keys. */
export function controllerOf({ id, controller, publicKeyMultibase }: SecretKey): ControllerDocument {
  return {
    id: controller,
    verificationMethod: [{ id, type: 'Multikey', controller, publicKeyMultibase }],
    assertionMethod: [id],
  };
}

export const controllers = new Map([[issuerDid, controllerOf(issuerKey)]]);

export const listUrl = 'https://badges.example/issuers/kompas/status/1';

const level = (criterion: string, number: number) =>
  `https://badges.example/rubrics/3f8a/levels/${criterion}-${number}`;

const criterion = (id: string, name: string) => ({
  id: `https://badges.example/rubrics/3f8a#${id}`,
  name,
  requiredLevel: level(id, 3),
  levels: ['Startend', 'Gevorderd', 'Bekwaam'].map((title, index) => ({
    id: level(id, index + 1),
    name: title,
    description: `${name}: ${title.toLowerCase()} – “zelfstandig” & <veilig>`,
    level: index + 1,
  })),
});

const skill = {
  targetName: 'Wonden verzorgen',
  targetUrl: 'http://data.europa.eu/esco/skill/1c5a9f8e-2b2f-4f6d-9d5a-0d1a1d0c6b11',
  targetDescription: 'Wonden reinigen, spoelen en verbinden.',
  targetFramework: 'ESCO 1.2.0',
  targetCode: 'S3.2.1',
  targetType: 'ext:esco:Skill',
};

/** A badge that states everything that can be stated. */
export const richFacts: CredentialFacts = {
  id: 'https://badges.example/badges/019a-rich',
  issuer: {
    id: issuerDid,
    name: 'Zorgacademie Kompas',
    url: 'https://kompas.example/',
    description: 'Leren op de werkvloer, over de muren van vier huizen heen.',
    image: 'https://kompas.example/logo.png',
    email: 'badges@kompas.example',
    phone: '+31 20 555 01 00',
    address: {
      streetAddress: 'Wibautstraat 1',
      postalCode: '1091 GH',
      addressLocality: 'Amsterdam',
      addressCountry: 'Nederland',
      addressCountryCode: 'NL',
    },
    otherIdentifier: [{ identifier: '21PL', identifierType: 'ext:BRIN' }],
  },
  validFrom: new Date('2026-07-23T09:30:00Z'),
  validUntil: new Date('2031-07-23T21:59:59Z'),
  awardedDate: new Date('2026-07-20T00:00:00Z'),
  subject: { email: 'anna@example.org', salt: '9f1c0b7f5f1e4b6aa5c27f5b1f1c9d3e' },
  activityStart: new Date('2026-03-02T00:00:00Z'),
  activityEnd: new Date('2026-07-17T00:00:00Z'),
  narrative: 'Beoordeeld op de **werkplek**, door twee beoordelaars.',
  assessedBy: {
    id: 'https://badges.example/issuers/kompas#linde',
    name: 'Huis De Linde',
    url: 'https://linde.example/',
  },
  results: [
    {
      criterionId: 'https://badges.example/rubrics/3f8a#steriel',
      levelId: level('steriel', 3),
      skillLevel: {
        targetName: 'Niveau 3',
        targetUrl: 'https://badges.example/skill-levels/3',
        targetType: 'ext:stempel:SkillLevel',
      },
    },
    { criterionId: 'https://badges.example/rubrics/3f8a#uitleg', levelId: level('uitleg', 2) },
  ],
  evidence: [
    {
      url: 'https://badges.example/evidence/77',
      name: 'Praktijkobservatie',
      description: 'Wondverzorging bij drie bewoners.',
      narrative: 'Geobserveerd op 17 juli 2026.',
      genre: 'Observatie',
    },
    { name: 'Reflectiegesprek' },
  ],
  achievement: {
    id: 'https://badges.example/achievements/wondzorg/3?lang=nl',
    achievementType: 'MicroCredential',
    name: 'Wondzorg – bekwaam',
    description: 'Verzorgt wonden veilig en legt uit wat er gebeurt.',
    criteriaUrl: 'https://badges.example/achievements/wondzorg/3',
    criteria: '- werkt *steriel*\n- legt uit wat er gebeurt',
    humanCode: 'WZ-3',
    image: { url: 'https://badges.example/achievements/wondzorg/3.svg', caption: 'Wondzorg – bekwaam' },
    inLanguage: 'nl',
    version: '3',
    creator: {
      id: 'https://badges.example/issuers/kompas#maker',
      name: 'Kompas Ontwerp',
      url: 'https://ontwerp.example/',
    },
    alignments: [
      skill,
      {
        targetName: '28 uur',
        targetUrl: 'https://badges.example/terms/study-load',
        targetType: 'ext:stempel:StudyLoad',
      },
    ],
    related: [
      { id: 'https://badges.example/achievements/wondzorg/3?lang=en', inLanguage: 'en', version: '3' },
      { id: 'https://badges.example/achievements/wondzorg/2' },
    ],
    criterions: [criterion('steriel', 'Steriel werken'), criterion('uitleg', 'Uitleg geven')],
    tags: ['zorg', 'wondzorg'],
  },
  status: { listUrl, index: 94_567 },
};

/** A badge that states no more than it must. */
export const minimalFacts: CredentialFacts = {
  id: 'https://badges.example/badges/019a-minimal',
  issuer: { id: issuerDid, name: 'Zorgacademie Kompas' },
  validFrom: new Date('2026-07-23T09:30:00Z'),
  awardedDate: new Date('2026-07-20T00:00:00Z'),
  subject: { did: 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' },
  results: [],
  evidence: [],
  achievement: {
    id: 'https://badges.example/achievements/welkom/1',
    achievementType: 'Achievement',
    name: 'Welkom',
    description: 'Was erbij.',
    criteriaUrl: 'https://badges.example/achievements/welkom',
    criteria: 'Aanwezig zijn.',
    humanCode: 'W-1',
    inLanguage: 'nl',
    version: '1',
    alignments: [],
    related: [],
    criterions: [],
    tags: [],
  },
  status: { listUrl, index: 0 },
};

export const created = new Date('2026-07-23T09:30:00Z');

/** A copy as a stranger receives it: nothing but JSON. */
export function received(document: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
}

export async function signedBadge(facts: CredentialFacts = richFacts): Promise<Record<string, unknown>> {
  return received(await signCredential(buildCredential(facts), issuerKey, { created }));
}
