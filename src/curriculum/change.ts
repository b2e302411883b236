import type { z } from 'zod';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { faultsOfIssues } from '../platform/request-shape.ts';
import type { Publication } from './answers.ts';
import { type MakeDocument, type PublishOptions, publish } from './publish.ts';
import type { Path } from './rules/findings.ts';
import { line, station } from './schema/offer.ts';
import { rubric, ulo, type validation } from './schema/outcomes.ts';
import { badge, yardstick } from './schema/recognition.ts';
import type { DocumentRow } from './store.ts';

/** The lists of a document whose items can be sent one by one, and the shape of an item. */
export const changeable = {
  stations: station,
  lines: line,
  ulos: ulo,
  rubrics: rubric,
  yardsticks: yardstick,
  badges: badge,
};
export type Changeable = keyof typeof changeable;

type RawItem = Record<string, unknown> & { id: string };
type RawDocument = Record<string, unknown> & { readonly [Section in Changeable]?: readonly RawItem[] };

/**
 * Puts one item into the curriculum, in the place of the one with that id or at the end of its list, and publishes the whole anew:
 * the same rules, all or nothing.
 * @param sent the item as the caller sent it
 * @throws {Problem} as `publish`; `not-found` before a curriculum was sent
 */
export async function changeItem(
  on: Deps,
  caller: IssuerCaller,
  section: Changeable,
  ref: string,
  sent: unknown,
): Promise<Publication> {
  const parsed = changeable[section].safeParse(sent);
  if (!parsed.success) {
    throw problem('invalid-request', 'The body does not have the expected shape.', faultsOfIssues(parsed.error.issues));
  }
  if (parsed.data.id !== ref) {
    throw problem('invalid-request', 'The body is about another item than the path.', [
      { pointer: '#/id', detail: `${ref} was expected` },
    ]);
  }
  return publish(on, caller, (current) => withItem(read(current), section, sent as RawItem), {
    bodyAt: (document) => placeOf(document as RawDocument, section, ref),
  });
}

/**
 * Adds an expert's verdict on a ULO that is not published yet. An approval makes a draft validated.
 * @throws {Problem} as `publish`; `not-found`; `conflict` for a ULO that is published
 */
export async function validateUlo(
  on: Deps,
  caller: IssuerCaller,
  ref: string,
  verdict: Omit<z.infer<typeof validation>, 'date'> & { date?: string | undefined },
): Promise<Publication> {
  const said = { ...verdict, date: verdict.date ?? today(on) };
  const bodyAt = (document: unknown): Path => {
    const place = placeOf(document as RawDocument, 'ulos', ref);
    return [...place, 'validations', validationsOf((document as RawDocument).ulos?.[Number(place[1])]).length - 1];
  };
  return changeUlo(on, caller, ref, { bodyAt }, (draft) => ({
    ...draft,
    status: verdict.verdict === 'approved' ? 'validated' : draft.status,
    validations: [...validationsOf(draft), said],
  }));
}

/**
 * Publishes a ULO that experts have validated, as of today.
 * @throws {Problem} as `publish`; `not-found`; `conflict` for a ULO that is published
 */
export async function publishUlo(on: Deps, caller: IssuerCaller, ref: string): Promise<Publication> {
  return changeUlo(on, caller, ref, {}, (draft, { rubrics = [] }) => ({
    ...draft,
    status: 'published',
    publishedOn: today(on),
    rubricId: draft.rubricId ?? rubrics.find(({ uloId }) => uloId === ref)?.id,
  }));
}

async function changeUlo(
  on: Deps,
  caller: IssuerCaller,
  ref: string,
  options: PublishOptions,
  change: (draft: RawItem, document: RawDocument) => RawItem,
): Promise<Publication> {
  const make: MakeDocument = (current) => {
    const document = read(current);
    const draft = document.ulos?.find(({ id }) => id === ref);
    if (draft === undefined) throw problem('not-found', `There is no ULO ${ref}.`);
    if (!['draft', 'in review', 'validated'].includes(String(draft.status))) {
      throw problem('conflict', `Version ${draft.version} of ${ref} is ${draft.status}; send a new version first.`);
    }
    return withItem(document, 'ulos', change(draft, document));
  };
  return publish(on, caller, make, options);
}

function validationsOf(ulo: RawItem | undefined): readonly unknown[] {
  return Array.isArray(ulo?.validations) ? ulo.validations : [];
}

function read(current: DocumentRow | undefined): RawDocument {
  if (current === undefined)
    throw problem('not-found', 'There is no curriculum yet; send one with PUT /v1/curriculum.');
  return JSON.parse(current.content) as RawDocument;
}

function withItem(document: RawDocument, section: Changeable, item: RawItem): RawDocument {
  const items = document[section] ?? [];
  const known = items.some(({ id }) => id === item.id);
  return { ...document, [section]: known ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item] };
}

function placeOf(document: RawDocument, section: Changeable, ref: string): Path {
  return [section, (document[section] ?? []).findIndex(({ id }) => id === ref)];
}

/** A day of the calendar in UTC; for a date of publishing that is near enough. */
function today(on: Deps): string {
  return on.clock.now().toISOString().slice(0, 10);
}
