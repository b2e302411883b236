import type { Connection } from '../platform/database.ts';
import { defineParts } from './define/parts.ts';
import { effectiveCurriculum } from './effective.ts';
import { loadLastPublished } from './last-published.ts';
import type { PublishedCurriculum } from './published.ts';
import { lookup } from './rules/lookup.ts';
import { curriculumDocument } from './schema/document.ts';
import { type DocumentRow, selectCurrentAchievements, selectDocument, selectDocumentId } from './store.ts';

/** Of how many issuers the curriculum stays in memory. Lost at no cost: it is all in the database. */
const mostKept = 100;

/** By issuer; the id of the document row says which state of the world it is, so another process's change is seen at once. */
const kept = new Map<string, { readonly documentId: string; readonly curriculum: PublishedCurriculum }>();

/**
 * All that an issuer has published and awards now. Costs one small query while nothing changes.
 * @returns an empty curriculum at revision 0 for an issuer that has published nothing
 */
export async function loadPublished(connection: Connection, issuerId: string): Promise<PublishedCurriculum> {
  for (;;) {
    const documentId = await selectDocumentId(connection, issuerId);
    if (documentId === undefined) return emptyCurriculum(issuerId);
    const known = kept.get(issuerId);
    if (known?.documentId === documentId) return known.curriculum;
    const document = await selectDocument(connection, issuerId);
    const curriculum = await readPublished(connection, issuerId, document);
    // Somebody published while we read: parts of two revisions are not a curriculum.
    if (document?.id !== documentId || (await selectDocumentId(connection, issuerId)) !== documentId) continue;
    keep(issuerId, documentId, curriculum);
    return curriculum;
  }
}

function keep(issuerId: string, documentId: string, curriculum: PublishedCurriculum): void {
  kept.delete(issuerId);
  kept.set(issuerId, { documentId, curriculum });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}

async function readPublished(
  connection: Connection,
  issuerId: string,
  document: DocumentRow | undefined,
): Promise<PublishedCurriculum> {
  if (document === undefined) return emptyCurriculum(issuerId);
  const curriculum = curriculumDocument.parse(JSON.parse(document.content));
  const last = await loadLastPublished(connection, issuerId, curriculum);
  const { curriculum: published } = effectiveCurriculum(curriculum, last);
  const achievements = await selectCurrentAchievements(connection, issuerId);
  return {
    issuerId,
    revision: document.revision,
    achievements: new Map(achievements.map((one) => [one.ref, one])),
    ...defineParts(published, lookup(published)),
  };
}

function emptyCurriculum(issuerId: string): PublishedCurriculum {
  return {
    issuerId,
    revision: 0,
    achievements: new Map(),
    ulos: new Map(),
    stations: new Map(),
    lines: new Map(),
    yardsticks: new Map(),
    skills: new Map(),
    regulations: new Map(),
    experts: new Map(),
  };
}
