import learnerRecord from '../schemas/clr_v2p0_clrcredential_schema.json' with { type: 'json' };
import badge2 from '../schemas/ob_v3p0_achievementcredential_schema.json' with { type: 'json' };
import anyBadge from '../schemas/ob_v3p0_anyachievementcredential_schema.json' with { type: 'json' };
import { dataModelVersion } from './contexts.ts';
import { type Finding, finding, type JsonObject } from './finding.ts';
import { findSchemaFault } from './json-schema.ts';

/** Which of the official schemas a credential is held against. */
export type SchemaName = 'open-badge' | 'endorsement' | 'clr';

/**
 * The official schemas of 1EdTech in pinned copies, by the version of the data model: for badges the one for VC 2.0, or the one that takes
 * 1.1 too. They define endorsements as well, because these stand in badges.
 */
const schemas: Readonly<Record<SchemaName, Readonly<Record<1 | 2, JsonObject>>>> = {
  'open-badge': { 2: badge2, 1: anyBadge },
  endorsement: {
    2: { $ref: '#/$defs/EndorsementCredential', $defs: badge2.$defs },
    1: { $ref: '#/$defs/EndorsementCredentialv1p1', $defs: anyBadge.$defs },
  },
  clr: { 2: learnerRecord, 1: learnerRecord },
};

const titles = {
  'open-badge': 'Open Badges 3.0',
  endorsement: 'Open Badges 3.0 endorsement',
  clr: 'CLR 2.0',
} as const satisfies Record<SchemaName, string>;

/**
 * Holds a credential against its official schema.
 * @param name of what kind the credential says it is
 */
export function checkSchema(credential: JsonObject, name: SchemaName = 'open-badge'): Finding[] {
  const version = dataModelVersion(credential['@context']);
  const document = name === 'clr' && version === 1 ? inVersion2(credential) : credential;
  const fault = findSchemaFault(schemas[name][version], document);
  return fault === undefined ? [] : [finding('schema', fault.path, `${fault.message} (${titles[name]} schema)`)];
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
