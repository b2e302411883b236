import version2 from '../schemas/ob_v3p0_achievementcredential_schema.json' with { type: 'json' };
import anyVersion from '../schemas/ob_v3p0_anyachievementcredential_schema.json' with { type: 'json' };
import { dataModelVersion } from './contexts.ts';
import { type Finding, finding, type JsonObject } from './finding.ts';
import { findSchemaFault } from './json-schema.ts';

const schemas: Readonly<Record<1 | 2, JsonObject>> = { 2: version2, 1: anyVersion };

/** The official JSON schema of 1EdTech in a pinned copy: the one for VC 2.0, or the one that takes 1.1 too. */
export function checkSchema(credential: JsonObject): Finding[] {
  const fault = findSchemaFault(schemas[dataModelVersion(credential['@context'])], credential);
  return fault === undefined ? [] : [finding('schema', fault.path, `${fault.message} (Open Badges 3.0 schema)`)];
}
