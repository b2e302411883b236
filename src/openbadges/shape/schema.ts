import { readFileSync } from 'node:fs';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormatsModule from 'ajv-formats';
import { dataModelVersion } from './contexts.ts';
import { type Finding, finding, type JsonObject } from './finding.ts';

const files = {
  2: 'ob_v3p0_achievementcredential_schema.json',
  1: 'ob_v3p0_anyachievementcredential_schema.json',
} as const;

const compiled = new Map<1 | 2, ValidateFunction>();

/** At most this many faults are told; the first ones say most. */
const mostFindings = 20;

/** The official JSON schema of 1EdTech in a pinned copy: the one for VC 2.0, or the one that takes 1.1 too. Compiled at first use. */
export function checkSchema(credential: JsonObject): Finding[] {
  const version = dataModelVersion(credential['@context']);
  const validate = compiled.get(version) ?? compile(version);
  if (validate(credential)) return [];
  return (validate.errors ?? []).slice(0, mostFindings).map((error) => {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return finding('schema', path, `${error.message ?? 'not as the schema says'} (Open Badges 3.0 schema)`);
  });
}

function compile(version: 1 | 2): ValidateFunction {
  const schema = JSON.parse(readFileSync(new URL(`../schemas/${files[version]}`, import.meta.url), 'utf8')) as object;
  const ajv = new Ajv2019({ strict: false, allErrors: false });
  addFormatsModule.default(ajv);
  const validate = ajv.compile(schema);
  compiled.set(version, validate);
  return validate;
}
