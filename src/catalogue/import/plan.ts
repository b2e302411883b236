import { createHash } from 'node:crypto';
import type { LabelKind } from '../schema.ts';
import { wordsOf } from '../search/words.ts';
import type { LabelRow, SkillRow } from '../store.ts';
import type { PerLanguage } from '../tables.ts';
import type { Concept, Wording } from './concept.ts';
import type { CatalogueFile } from './read-file.ts';

/** What an import will write; made before anything is written. */
export interface Plan {
  readonly added: SkillRow[];
  readonly changed: SkillRow[];
  /** Concepts to which nothing happens but that this version holds them, too. */
  readonly confirmed: string[];
  readonly retired: string[];
  /** Labels to take away, and labels to put in. */
  readonly outdatedLabels: { readonly skillId: string; readonly language: string }[];
  readonly labels: LabelRow[];
  readonly skipped: number;
}

/** To which catalogue, and how, a file is applied. */
export interface Target {
  readonly issuerId: string | null;
  readonly catalogue: SkillRow['catalogue'];
  readonly version: string;
  /** The one language a file speaks for, or nothing when it speaks for all. */
  readonly language: string | undefined;
}

/**
 * Compares a file with what the catalogue holds.
 * @param known the concepts of the catalogue by URI, retired ones included
 */
export function planImport(
  target: Target,
  file: CatalogueFile,
  known: ReadonlyMap<string, SkillRow>,
  nextId: () => string,
): Plan {
  const plan: Plan & { skipped: number } = {
    added: [],
    changed: [],
    confirmed: [],
    retired: [],
    outdatedLabels: [],
    labels: [],
    skipped: 0,
  };
  const seen = new Set<string>();
  for (const concept of file.concepts) {
    seen.add(concept.uri);
    const before = known.get(concept.uri);
    if (before !== undefined) planKnown(plan, target, file, concept, before);
    else if (file.definesConcepts) planNew(plan, target, concept, nextId());
    else plan.skipped += 1;
  }
  if (file.definesConcepts) {
    for (const [uri, { id, retiredIn }] of known) if (retiredIn === null && !seen.has(uri)) plan.retired.push(id);
  }
  return plan;
}

function planNew(plan: Plan, target: Target, concept: Concept, id: string): void {
  const empty: SkillRow = {
    issuerId: target.issuerId,
    id,
    catalogue: target.catalogue,
    uri: concept.uri,
    code: null,
    kind: 'unspecified',
    broader: null,
    versions: [],
    retiredIn: null,
    labels: {},
    descriptions: {},
    digests: {},
  };
  plan.added.push(merged(empty, concept, target, true));
  for (const [language, wording] of concept.wordings)
    plan.labels.push(...labelRows(target.issuerId, id, language, wording));
}

function planKnown(plan: Plan, target: Target, file: CatalogueFile, concept: Concept, before: SkillRow): void {
  const after = merged(before, concept, target, file.definesConcepts);
  const languages =
    target.language === undefined ? Object.keys({ ...before.digests, ...after.digests }) : [target.language];
  const reworded = languages.filter((language) => before.digests[language] !== after.digests[language]);
  for (const language of reworded) {
    plan.outdatedLabels.push({ skillId: before.id, language });
    const wording = concept.wordings.get(language);
    if (wording !== undefined) plan.labels.push(...labelRows(target.issuerId, before.id, language, wording));
  }
  const sameFacts = (['kind', 'code', 'broader', 'retiredIn'] as const).every((fact) => before[fact] === after[fact]);
  if (reworded.length > 0 || !sameFacts) plan.changed.push(after);
  else if (after.versions.length > before.versions.length) plan.confirmed.push(before.id);
}

/** The concept as it is after the import. */
function merged(before: SkillRow, concept: Concept, target: Target, definesConcepts: boolean): SkillRow {
  const base = target.language === undefined ? { ...before, labels: {}, descriptions: {}, digests: {} } : before;
  const worded: SkillRow = {
    ...before,
    labels: withWordings(base.labels, concept, (wording) => wording.preferred),
    descriptions: withWordings(base.descriptions, concept, (wording) => wording.description),
    digests: withWordings(base.digests, concept, digestOfWording),
  };
  if (!definesConcepts) return worded;
  const { versions } = before;
  return {
    ...worded,
    kind: concept.kind ?? before.kind,
    code: concept.code ?? null,
    broader: concept.broader ?? null,
    versions: versions.includes(target.version) ? versions : [...versions, target.version],
    retiredIn: null,
  };
}

function withWordings(
  before: PerLanguage,
  concept: Concept,
  value: (wording: Wording) => string | undefined,
): PerLanguage {
  const after: Record<string, string> = { ...before };
  for (const [language, wording] of concept.wordings) {
    const text = value(wording);
    if (text === undefined) delete after[language];
    else after[language] = text;
  }
  return after;
}

function digestOfWording({ preferred, alternative, hidden, description }: Wording): string {
  return createHash('sha256')
    .update(JSON.stringify([preferred, alternative, hidden, description]))
    .digest('base64url')
    .slice(0, 22);
}

/** ESCO often repeats the preferred label among the alternative ones; each label is kept once, under its best kind. */
function labelRows(issuerId: string | null, skillId: string, language: string, wording: Wording): LabelRow[] {
  const kinds = new Map<string, LabelKind>([[wording.preferred, 'preferred']]);
  for (const label of wording.alternative) if (!kinds.has(label)) kinds.set(label, 'alternative');
  for (const label of wording.hidden) if (!kinds.has(label)) kinds.set(label, 'hidden');
  return [...kinds].map(([label, kind]) => ({
    issuerId,
    skillId,
    language,
    kind,
    label,
    plain: wordsOf(label).join(' '),
  }));
}
