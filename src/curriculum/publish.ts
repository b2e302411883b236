import { findSkillsByUri } from '../catalogue/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { pointerTo, problem } from '../platform/problem.ts';
import { digestOf } from '../platform/record.ts';
import { faultsOfIssues } from '../platform/request-shape.ts';
import type { Publication } from './answers.ts';
import { applyPlans } from './apply.ts';
import { defineAchievements } from './define/achievements.ts';
import { defineParts } from './define/parts.ts';
import { effectiveCurriculum } from './effective.ts';
import { loadLastPublished } from './last-published.ts';
import { planAchievements } from './plan-achievements.ts';
import { planItems, type RawCurriculum } from './plan-items.ts';
import { toldOf } from './publication.ts';
import { checkCurriculum } from './rules/check.ts';
import { type Finding, type Path, toFault } from './rules/findings.ts';
import { lookup } from './rules/lookup.ts';
import { alignedUris, checkSkillUris } from './rules/skill-uris.ts';
import { checkStillNeeded } from './rules/still-needed.ts';
import { type Curriculum, curriculumDocument, peopleSections } from './schema/document.ts';
import { type DocumentRow, lockCurriculum, selectDocument, selectLatestAchievements, selectVersions } from './store.ts';

export interface PublishOptions {
  readonly dryRun?: boolean | undefined;
  /** Refuse when the current revision is another one (RFC 9110 §13.1.1 If-Match). */
  readonly expectedRevision?: number | undefined;
  /** Where the caller's body stands in the document, when it sent one item. */
  readonly bodyAt?: (document: unknown) => Path;
}

/** What a route sends, or a change of what is stored. */
export type MakeDocument = (current: DocumentRow | undefined) => unknown;

/**
 * Publishes a whole curriculum, or nothing of it: new versions of what changed, and of the achievements whose meaning changed with it.
 * @param make the document to publish, given the current one
 * @throws {Problem} `invalid-request` (shape), `rule-violated` (domain rules, with pointers), `conflict` (another revision)
 */
export async function publish(
  on: Deps,
  caller: IssuerCaller,
  make: MakeDocument,
  options: PublishOptions = {},
): Promise<Publication> {
  return on.database.transaction(async (tx) => {
    // 1. One at a time: what is planned below must still be true when it is written.
    await lockCurriculum(tx, caller.issuerId);
    const current = await selectDocument(tx, caller.issuerId);
    requireRevision(current, options.expectedRevision);

    // 2. Shape, then every rule that needs only the document.
    const sent = make(current);
    const place = options.bodyAt?.(sent) ?? [];
    const curriculum = parse(sent);
    const { content, ignored } = withoutPeople(sent as RawCurriculum);
    const findings = [...checkCurriculum(curriculum), ...(await checkCatalogue(tx, caller, curriculum))];
    refuseErrors(findings, place);

    // 3. What the document means for the versions that exist. Drafts drop out here, so that nothing rests on them.
    const effective = effectiveCurriculum(curriculum, await loadLastPublished(tx, caller.issuerId, curriculum));
    const items = planItems(content, effective, await selectVersions(tx, caller.issuerId));
    refuseErrors([...items.findings, ...checkStillNeeded(effective.curriculum, curriculum)], place);

    // 4. What is awarded from now on.
    const index = lookup(effective.curriculum);
    const definitions = defineAchievements(effective.curriculum, index, defineParts(effective.curriculum, index));
    const latest = await selectLatestAchievements(tx, caller.issuerId);

    // 5. All of it, or nothing. The same document again changes nothing, also after we learnt to word a definition better.
    const text = JSON.stringify(content);
    const unchanged = current?.digest === digestOf(text);
    const achievements = unchanged ? [] : planAchievements(definitions, latest);
    const plan = { text, items: unchanged ? [] : items.steps, achievements };
    const dryRun = options.dryRun === true;
    const written = unchanged || dryRun ? undefined : await applyPlans(tx, on, caller, current, plan);
    return {
      revision: written?.revision ?? current?.revision ?? 0,
      unchanged,
      dryRun,
      ...toldOf({ plan, latest, definitions, written, effective, curriculum, baseUrl: on.config.publicBaseUrl }),
      warnings: findings.map(toFault),
      ignored,
    };
  });
}

function requireRevision(current: DocumentRow | undefined, expected: number | undefined): void {
  const revision = current?.revision ?? 0;
  if (expected === undefined || expected === revision) return;
  throw problem(
    'conflict',
    `The curriculum is at revision ${revision}, not ${expected}; read it again and repeat the change.`,
  );
}

function parse(sent: unknown): Curriculum {
  const parsed = curriculumDocument.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw problem(
    'invalid-request',
    'The document is not a curriculum in the shape of the sample academy; nothing was changed.',
    faultsOfIssues(parsed.error.issues),
  );
}

/** People's records have their own door and their own rules of deletion; here they would stay for ever. */
function withoutPeople(sent: RawCurriculum): { content: RawCurriculum; ignored: string[] } {
  const people: readonly string[] = peopleSections;
  const kept = Object.entries(sent).filter(([section]) => !people.includes(section));
  const ignored = Object.keys(sent).filter((section) => people.includes(section));
  return { content: Object.fromEntries(kept), ignored: ignored.map((section) => pointerTo([section])) };
}

async function checkCatalogue(tx: Transaction, { issuerId }: IssuerCaller, curriculum: Curriculum): Promise<Finding[]> {
  return checkSkillUris(curriculum, await findSkillsByUri(tx, issuerId, alignedUris(curriculum)));
}

/** More than this helps nobody; the first ones are usually the cause of the rest. */
const mostFaults = 50;

function refuseErrors(findings: readonly Finding[], place: Path): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const count = errors.length === 1 ? 'One rule is' : `${errors.length} rules are`;
  throw problem(
    'rule-violated',
    `${count} broken; nothing was changed.`,
    errors.slice(0, mostFaults).map((error) => seenFrom(place, error)),
  );
}

/** A caller that sent one item is pointed into that item; a fault elsewhere in the document has no place in its body. */
function seenFrom(place: Path, error: Finding) {
  const fault = toFault(error);
  if (place.length === 0) return fault;
  if (place.every((part, at) => error.path[at] === part))
    return toFault({ ...error, path: error.path.slice(place.length) });
  return { code: fault.code, detail: `In the curriculum, at ${fault.pointer}: ${fault.detail}` };
}
