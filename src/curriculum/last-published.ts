import type { Connection } from '../platform/database.ts';
import type { LastPublished } from './effective.ts';
import type { Curriculum } from './schema/document.ts';
import { line, station } from './schema/offer.ts';
import { rubric, ulo } from './schema/outcomes.ts';
import { yardstick } from './schema/recognition.ts';
import { selectPublishedItems } from './store.ts';

const nothing: LastPublished = {
  ulos: new Map(),
  rubrics: new Map(),
  stations: new Map(),
  lines: new Map(),
  yardsticks: new Map(),
};

/**
 * What is published now, for the places where a document holds a draft. A document without drafts needs none of it, which saves
 * reading everything twice.
 */
export async function loadLastPublished(
  connection: Connection,
  issuerId: string,
  curriculum: Curriculum,
): Promise<LastPublished> {
  const drafts = curriculum.ulos.filter(({ status }) => ['draft', 'in review', 'validated'].includes(status));
  if (drafts.length === 0) return nothing;
  const rows = await selectPublishedItems(connection, issuerId);
  const ofKind = <Item extends { id: string }>(kind: string, shape: { parse(content: unknown): Item }) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.ref, shape.parse(row.content)]));
  return {
    ulos: ofKind('ulo', ulo),
    rubrics: ofKind('rubric', rubric),
    stations: ofKind('station', station),
    lines: ofKind('line', line),
    yardsticks: ofKind('yardstick', yardstick),
  };
}
