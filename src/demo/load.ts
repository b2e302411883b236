import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AwardAnswer, ProposalAnswer } from '../awards/index.ts';
import { scopes } from '../platform/auth.ts';
import type { RunningService } from '../start.ts';
import { CallFailed, type Client, createClient } from './client.ts';
import { readSampleAcademy, reportsOf, type SampleAcademy } from './sample-academy.ts';

/** Tells how far the demo is; one short line each. */
export type Progress = (line: string) => void;

const catalogueFolder = fileURLToPath(new URL('../../catalogues/', import.meta.url));

/** The catalogue files of the demo: English is the full set, Dutch labels merge into it by URI. */
const escoFiles = [
  { file: 'esco/esco-1.1.1-skills-en.csv.gz', query: 'version=1.1.1&language=en' },
  { file: 'esco/esco-1.0-skills-nl-partial.csv.gz', query: 'version=1.0&language=nl' },
];

/** The academy as the demo leaves it: its API key and every badge it has awarded. */
export interface LoadedAcademy {
  readonly apiKey: string;
  readonly sample: SampleAcademy;
  readonly awards: readonly AwardAnswer[];
}

/**
 * Fills a running service with the sample academy through its REST API. What is there already is left as it is, so that a
 * second run changes nothing.
 */
export async function loadSampleAcademy(service: RunningService, progress: Progress): Promise<LoadedAcademy> {
  const { text, sample } = await readSampleAcademy();
  const operator = createClient(service.localUrl, service.operatorKey);
  const issuer = await findOrCreateIssuer(operator, sample);
  progress(`academy    ${issuer.did}`);
  const apiKey = await findOrCreateApiKey(service, operator, issuer.id);
  const provider = createClient(service.localUrl, apiKey);
  await ensureSigningKey(provider, progress);
  for (const { file, query } of escoFiles) {
    const bytes = new Uint8Array(await readFile(join(catalogueFolder, file)));
    const imported = await operator.upload<{ outcome: string }>(
      `/v1/catalogues/esco/imports?${query}&fileName=${basename(file)}`,
      'application/gzip',
      bytes,
    );
    progress(`catalogue  ${basename(file)}: ${imported.outcome}`);
  }
  const published = await provider.send<{ revision: number; unchanged: boolean; achievements: unknown[] }>(
    'PUT',
    '/v1/curriculum',
    JSON.parse(text),
  );
  progress(`curriculum revision ${published.revision}${published.unchanged ? ' (unchanged)' : ''}`);
  await reportEverything(provider, sample, progress);
  await confirmSchemes(provider, sample, progress);
  await withdrawAwards(provider, sample);
  return { apiKey, sample, awards: await listAwards(provider) };
}

async function findOrCreateIssuer(operator: Client, { academy }: SampleAcademy): Promise<{ id: string; did: string }> {
  const { items } = await operator.get<{ items: { id: string; slug: string; did: string }[] }>('/v1/issuers?limit=200');
  const known = items.find(({ slug }) => slug === academy.slug);
  return (
    known ??
    operator.send('POST', '/v1/issuers', {
      slug: academy.slug,
      name: academy.name,
      url: academy.homepage,
      description: academy.qualityAssurance.description,
      address: {
        addressLocality: academy.address.locality,
        addressRegion: academy.region,
        addressCountry: 'Nederland',
        addressCountryCode: academy.address.countryCode,
      },
      otherIdentifier: [{ identifierType: 'KvK', identifier: '00000000' }],
    })
  );
}

/** An API key is shown once, so the demo keeps its own beside the data, for the next run. */
async function findOrCreateApiKey(service: RunningService, operator: Client, issuerId: string): Promise<string> {
  const path = join(service.config.dataDirectory, `demo-api-key-${issuerId}`);
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept !== '' && (await works(service, kept))) return kept;
  const { key } = await operator.send<{ key: string }>('POST', `/v1/issuers/${issuerId}/api-keys`, {
    name: 'demo',
    scopes,
  });
  await mkdir(service.config.dataDirectory, { recursive: true });
  await writeFile(path, key, { mode: 0o600 });
  return key;
}

async function works(service: RunningService, key: string): Promise<boolean> {
  try {
    await createClient(service.localUrl, key).get('/v1/issuers/me');
    return true;
  } catch (error) {
    if (error instanceof CallFailed && error.status === 401) return false;
    throw error;
  }
}

async function ensureSigningKey(provider: Client, progress: Progress): Promise<void> {
  const { items } = await provider.get<{ items: { state: string; verificationMethod: string }[] }>('/v1/keys');
  const active =
    items.find(({ state }) => state === 'active') ??
    (await provider.send<{ verificationMethod: string }>('POST', '/v1/keys', {}));
  progress(`key        ${active.verificationMethod}`);
}

async function reportEverything(provider: Client, sample: SampleAcademy, progress: Progress): Promise<void> {
  let fresh = 0;
  for (const learner of sample.learners) {
    for (const { path, body } of reportsOf(sample, learner.id)) {
      const { awards } = await provider.send<{ awards: { new: boolean }[] }>('POST', path, body);
      fresh += awards.filter((award) => award.new).length;
    }
    progress(`results    ${learner.id}: ${fresh} new badges so far`);
  }
}

/** The sample says which learners were confirmed for the scheme; the proposals of the others stay open. */
async function confirmSchemes(provider: Client, sample: SampleAcademy, progress: Progress): Promise<void> {
  const schemes = new Set(sample.badges.filter(({ kind }) => kind === 'scheme').map(({ id }) => id));
  const { items } = await provider.get<{ items: ProposalAnswer[] }>('/v1/proposals?state=proposed&limit=200');
  for (const credential of sample.credentials.filter(({ badgeId }) => schemes.has(badgeId))) {
    const proposal = items.find(
      (each) => each.learner.reference === credential.learnerId && each.achievement.ref === credential.badgeId,
    );
    if (proposal === undefined) continue;
    await provider.send('POST', `/v1/proposals/${proposal.id}/confirm`, {
      assessor: { name: sample.experts[0]?.name ?? 'assessor', organisation: sample.experts[0]?.organisation },
      confirmedOn: credential.awardedDate,
      statements: proposal.requirements.map(() => 'Employer statement of 14 months seen (sample data).'),
    });
    progress(`scheme     ${credential.learnerId}: ${credential.badgeId} confirmed`);
  }
}

async function withdrawAwards(provider: Client, sample: SampleAcademy): Promise<void> {
  const awards = await listAwards(provider);
  for (const { learnerId, badgeId, status, revocation, suspension } of sample.credentials) {
    const award = awards.find((each) => each.learner.reference === learnerId && each.achievement.ref === badgeId);
    if (award === undefined || status === 'active' || award.state === status) continue;
    const verb = status === 'revoked' ? 'revoke' : 'suspend';
    await provider.send('POST', `/v1/awards/${award.id}/${verb}`, {
      reason: (revocation ?? suspension)?.reason ?? status,
    });
  }
}

/** Every award of the academy, page by page. */
async function listAwards(provider: Client): Promise<AwardAnswer[]> {
  const awards: AwardAnswer[] = [];
  let next: string | undefined;
  do {
    const page: { items: AwardAnswer[]; next?: string } = await provider.get(
      `/v1/awards?limit=200${next === undefined ? '' : `&after=${next}`}`,
    );
    awards.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return awards;
}
