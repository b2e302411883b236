import { readFileSync } from 'node:fs';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormatsModule from 'ajv-formats';
import { dataModelVersion } from './contexts.ts';
import { type Finding, finding, type JsonObject } from './finding.ts';

/** Which of the official schemas a credential is held against. */
export type SchemaName = 'open-badge' | 'endorsement' | 'clr';

type Version = 1 | 2;

const badgeFiles = {
  2: 'ob_v3p0_achievementcredential_schema.json',
  1: 'ob_v3p0_anyachievementcredential_schema.json',
} as const;

const compiled = new Map<string, ValidateFunction>();

/** At most this many faults are told; the first ones say most. */
const mostFindings = 20;

/**
 * The official JSON schema of 1EdTech in a pinned copy: the one for VC 2.0, or the one that takes 1.1 too. Compiled at first use.
 * @param name of what kind the credential says it is
 */
export function checkSchema(credential: JsonObject, name: SchemaName = 'open-badge'): Finding[] {
  const version = dataModelVersion(credential['@context']);
  const validate = compiled.get(`${name} ${version}`) ?? compile(name, version);
  const document = name === 'clr' && version === 1 ? inVersion2(credential) : credential;
  if (validate(document)) return [];
  return (validate.errors ?? []).slice(0, mostFindings).map((error) => {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return finding('schema', path, `${error.message ?? 'not as the schema says'} (${titles[name]} schema)`);
  });
}

const titles = {
  'open-badge': 'Open Badges 3.0',
  endorsement: 'Open Badges 3.0 endorsement',
  clr: 'CLR 2.0',
} as const satisfies Record<SchemaName, string>;

function compile(name: SchemaName, version: Version): ValidateFunction {
  const ajv = new Ajv2019({ strict: false, allErrors: false });
  addFormatsModule.default(ajv);
  const validate = ajv.compile(schemaOf(name, version));
  compiled.set(`${name} ${version}`, validate);
  return validate;
}

function schemaOf(name: SchemaName, version: Version): object {
  if (name === 'clr') return read('clr_v2p0_clrcredential_schema.json');
  const schema = read(badgeFiles[version]);
  if (name === 'open-badge') return schema;
  // The schema of badges defines endorsements too, because they stand in badges, and for both versions of the data model.
  const $ref = version === 2 ? '#/$defs/EndorsementCredential' : '#/$defs/EndorsementCredentialv1p1';
  return { $schema: schema.$schema, $ref, $defs: schema.$defs };
}

/** No schema is published for learner records in version 1.1 of the data model: this one as version 2.0 would name its members. */
function inVersion2({ issuanceDate, expirationDate, '@context': contexts, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    '@context': ['https://www.w3.org/ns/credentials/v2', ...[contexts].flat().slice(1)],
    ...(issuanceDate !== undefined && { validFrom: issuanceDate }),
    ...(expirationDate !== undefined && { validUntil: expirationDate }),
  };
}

function read(file: string): JsonObject {
  return JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8')) as JsonObject;
}
