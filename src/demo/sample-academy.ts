import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The parts of `catalogues/sample-academy.json` that the demo reports; the rest of it is the curriculum. */
export interface SampleAcademy {
  readonly academy: {
    readonly slug: string;
    readonly name: Localized;
    readonly homepage: string;
    readonly region: string;
    readonly address: { readonly locality: string; readonly countryCode: string };
    readonly qualityAssurance: { readonly description: Localized };
  };
  readonly experts: readonly { readonly id: string; readonly name: string; readonly organisation: string }[];
  readonly stations: readonly { readonly id: string; readonly uloIds: readonly string[] }[];
  readonly badges: readonly { readonly id: string; readonly kind: string }[];
  readonly learners: readonly SampleLearner[];
  readonly completions: readonly SampleCompletion[];
  readonly assessments: readonly SampleAssessment[];
  readonly partialProofs: readonly SamplePartialProof[];
  readonly credentials: readonly SampleCredential[];
}

type Localized = { readonly nl: string; readonly en: string };

interface SampleLearner {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly preferredLanguage: string;
}

interface SampleCompletion {
  readonly id: string;
  readonly learnerId: string;
  readonly stationId: string;
  readonly lineId: string;
  readonly status: 'completed' | 'skipped';
  readonly skipReason?: Localized;
  readonly date: string;
  readonly hoursAttended: number;
}

interface SampleAssessment {
  readonly id: string;
  readonly learnerId: string;
  readonly uloId: string;
  readonly uloVersion: number;
  readonly date: string;
  readonly method: string;
  readonly assessorId: string;
  readonly supervised: boolean;
  readonly idVerified: boolean;
  readonly scores: readonly { readonly criterionId: string; readonly level: number }[];
  readonly evidence: readonly { readonly name: Localized; readonly url: string }[];
}

interface SamplePartialProof {
  readonly id: string;
  readonly learnerId: string;
  readonly uloId: string;
  readonly componentIds: readonly string[];
  readonly source: { readonly kind: string; readonly name: Localized };
  readonly issuedOn: string;
}

export interface SampleCredential {
  readonly id: string;
  readonly learnerId: string;
  readonly badgeId: string;
  readonly awardedDate: string;
  readonly status: 'active' | 'revoked' | 'suspended';
  readonly revocation?: { readonly reason: Localized };
  readonly suspension?: { readonly reason: Localized };
}

const file = fileURLToPath(new URL('../../catalogues/sample-academy.json', import.meta.url));

/** @returns the file as text (it is also the curriculum document) and its contents */
export async function readSampleAcademy(): Promise<{ text: string; sample: SampleAcademy }> {
  const text = await readFile(file, 'utf8');
  return { text, sample: JSON.parse(text) as SampleAcademy };
}

/** What the academy reports about its learners, oldest first: `path` and body of each call. */
export function reportsOf(sample: SampleAcademy, learnerId: string): { path: string; body: unknown }[] {
  const completions = sample.completions
    .filter((each) => each.learnerId === learnerId)
    .map((each) => ({ on: each.date, path: '/v1/completions', body: completionReport(sample, each) }));
  const proofs = sample.partialProofs
    .filter((each) => each.learnerId === learnerId)
    .map((each) => ({ on: each.issuedOn, path: '/v1/partial-proofs', body: partialProofReport(sample, each) }));
  return [...completions, ...proofs].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function completionReport(sample: SampleAcademy, completion: SampleCompletion) {
  const ulos = sample.stations.find(({ id }) => id === completion.stationId)?.uloIds ?? [];
  const assessments = sample.assessments.filter(
    (each) => each.learnerId === completion.learnerId && ulos.includes(each.uloId) && each.date === completion.date,
  );
  return {
    reference: completion.id,
    learner: learnerOf(sample, completion.learnerId),
    station: completion.stationId,
    line: completion.lineId,
    status: completion.status,
    ...(completion.skipReason && { skipReason: completion.skipReason }),
    completedOn: completion.date,
    hoursAttended: completion.hoursAttended,
    assessments: assessments.map((each) => assessmentReport(sample, each)),
  };
}

function assessmentReport(sample: SampleAcademy, assessment: SampleAssessment) {
  const assessor = sample.experts.find(({ id }) => id === assessment.assessorId);
  return {
    reference: assessment.id,
    ulo: assessment.uloId,
    uloVersion: assessment.uloVersion,
    date: assessment.date,
    criteria: assessment.scores.map(({ criterionId, level }) => ({ criterion: criterionId, level })),
    ...(assessor && { assessor: { name: assessor.name, organisation: assessor.organisation, reference: assessor.id } }),
    method: assessment.method,
    supervised: assessment.supervised,
    idVerified: assessment.idVerified,
    evidence: assessment.evidence.map(({ name, url }) => ({ name, url })),
  };
}

function partialProofReport(sample: SampleAcademy, proof: SamplePartialProof) {
  return {
    reference: proof.id,
    learner: learnerOf(sample, proof.learnerId),
    ulo: proof.uloId,
    components: proof.componentIds,
    source: proof.source,
    issuedOn: proof.issuedOn,
  };
}

/** Badges are written in Dutch or English; for other languages the achievement's own language is used. */
function learnerOf(sample: SampleAcademy, id: string) {
  const learner = sample.learners.find((each) => each.id === id);
  if (learner === undefined) throw new Error(`the sample has no ${id}`);
  const language = ['nl', 'en'].includes(learner.preferredLanguage) ? { language: learner.preferredLanguage } : {};
  return {
    email: learner.email,
    name: `${learner.givenName} ${learner.familyName}`,
    reference: learner.id,
    ...language,
  };
}
