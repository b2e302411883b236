import { digestOf } from '../platform/record.ts';
import type { Effective } from './effective.ts';
import { type Finding, finding, type Path } from './rules/findings.ts';
import type { Curriculum } from './schema/document.ts';
import type { ItemKind, ItemState } from './tables.ts';

/** What is known of a stored version; the content itself only where a fault has to be pointed at. */
export interface StoredItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly ref: string;
  readonly version: number;
  readonly state: ItemState;
  readonly digest: string;
}

/** An item of the document with the place where it stands. */
interface SentItem {
  readonly kind: ItemKind;
  readonly ref: string;
  readonly path: Path;
  readonly content: Record<string, unknown>;
  readonly digest: string;
  /** Only a ULO names its own version. */
  readonly version: number | undefined;
  readonly state: ItemState;
}

export type ItemStep =
  | { readonly do: 'add'; readonly item: SentItem; readonly version: number }
  | { readonly do: 'rewrite'; readonly id: string; readonly item: SentItem }
  | { readonly do: 'move'; readonly stored: StoredItem; readonly state: ItemState }
  | { readonly do: 'drop'; readonly stored: StoredItem };

export interface ItemPlan {
  readonly steps: readonly ItemStep[];
  readonly findings: readonly Finding[];
}

const sectionOf = {
  station: 'stations',
  line: 'lines',
  ulo: 'ulos',
  rubric: 'rubrics',
  yardstick: 'yardsticks',
} as const;

/**
 * What has to be written so that the stored versions agree with a document. Only what changed gets a new version; published
 * versions only ever move to superseded and back.
 * @param raw the document as it was sent
 * @param stored every stored version of every item of the issuer
 */
export function planItems(raw: RawCurriculum, effective: Effective, stored: readonly StoredItem[]): ItemPlan {
  const versions = Map.groupBy(stored, ({ kind, ref }) => `${kind} ${ref}`);
  const sent = sentItems(raw, effective);
  const plans = sent.map((item) => planItem(item, versions.get(`${item.kind} ${item.ref}`) ?? []));
  const named = new Set(sent.map(({ kind, ref }) => `${kind} ${ref}`));
  const gone = stored.filter(
    (item) => !named.has(`${item.kind} ${item.ref}`) && !isStillCurrent(item, effective.curriculum),
  );
  return {
    steps: [...plans.flatMap(({ steps }) => steps), ...gone.flatMap(withdraw)],
    findings: plans.flatMap(({ findings }) => findings),
  };
}

/** The document as it came in; it has passed the schema, so its lists are lists of items with an id. */
export type RawCurriculum = { readonly [Section in (typeof sectionOf)[ItemKind]]?: readonly RawItem[] };
type RawItem = Record<string, unknown> & { readonly id: string; readonly version?: unknown };

function sentItems(raw: RawCurriculum, effective: Effective): SentItem[] {
  return (Object.keys(sectionOf) as ItemKind[]).flatMap((kind) =>
    (raw[sectionOf[kind]] ?? []).map((content, at): SentItem => {
      const version = kind === 'ulo' && typeof content.version === 'number' ? content.version : undefined;
      return {
        kind,
        ref: content.id,
        path: [sectionOf[kind], at],
        content,
        digest: digestOf(kind === 'ulo' ? { ...content, status: undefined } : content),
        version,
        state: effective.stateOf(kind, content.id),
      };
    }),
  );
}

function planItem(item: SentItem, versions: readonly StoredItem[]): ItemPlan {
  return item.version === undefined ? planNumbered(item, versions) : planUlo(item, item.version, versions);
}

/** Stations, lines, rubrics, yardsticks: we count their versions. */
function planNumbered(item: SentItem, versions: readonly StoredItem[]): ItemPlan {
  const latest = versions.reduce<StoredItem | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  );
  const open = latest !== undefined && !isFixed(latest);
  if (latest === undefined || (!open && latest.digest !== item.digest)) {
    const version = (latest?.version ?? 0) + 1;
    return done([{ do: 'add', item, version }, ...replaced(item, versions)]);
  }
  if (open) {
    const same = latest.digest === item.digest && latest.state === item.state;
    return done(same ? [] : [{ do: 'rewrite', id: latest.id, item }, ...replaced(item, versions)]);
  }
  // The same content as the version that is published or was: a draft of it says nothing new.
  const moves = latest.state !== item.state && item.state !== 'draft';
  return done(moves ? [{ do: 'move', stored: latest, state: item.state }] : []);
}

/** A ULO says its own version, and what was published under it stands. */
function planUlo(item: SentItem, version: number, versions: readonly StoredItem[]): ItemPlan {
  const same = versions.find((one) => one.version === version);
  const newest = Math.max(0, ...versions.filter(isFixed).map((one) => one.version));
  const others = versions.filter((one) => one.version !== version && !isFixed(one));
  const tidied: ItemStep[] = others.map((stored) => ({ do: 'drop', stored }));
  if (version < newest) {
    const detail = `Version ${newest} of ${item.ref} has been published; a new version has a higher number than that.`;
    return refused(finding('ulo-version-goes-back', [...item.path, 'version'], detail));
  }
  if (same === undefined) return done([...tidied, { do: 'add', item, version }, ...replaced(item, versions)]);
  if (!isFixed(same)) {
    const unchanged = same.digest === item.digest && same.state === item.state;
    return done([
      ...tidied,
      ...(unchanged ? [] : [{ do: 'rewrite', id: same.id, item } as const, ...replaced(item, versions)]),
    ]);
  }
  const rule = `Version ${version} of ${item.ref} is published and does not change; raise its version to change it.`;
  if (same.digest !== item.digest) return refused(finding('published-ulo-changed', [...item.path, 'version'], rule));
  if (!isFixed(item)) return refused(finding('published-ulo-changed', [...item.path, 'status'], rule));
  return done([
    ...tidied,
    ...(same.state === item.state ? [] : [{ do: 'move', stored: same, state: item.state } as const]),
  ]);
}

function done(steps: readonly ItemStep[]): ItemPlan {
  return { steps, findings: [] };
}

function refused(fault: Finding): ItemPlan {
  return { steps: [], findings: [fault] };
}

function isFixed({ state }: { readonly state: ItemState }): boolean {
  return state === 'published' || state === 'superseded';
}

/** A version that becomes published, or is retired, takes the place of the one before. */
function replaced(item: SentItem, versions: readonly StoredItem[]): ItemStep[] {
  if (!isFixed(item)) return [];
  return versions
    .filter(({ state }) => state === 'published')
    .map((stored) => ({ do: 'move', stored, state: 'superseded' }));
}

/** The rubric of a ULO version that is in force while the next one is a draft with another rubric. */
function isStillCurrent({ kind, ref }: StoredItem, curriculum: Curriculum): boolean {
  return kind === 'rubric' && curriculum.rubrics.some(({ id }) => id === ref);
}

function withdraw(stored: StoredItem): ItemStep[] {
  switch (stored.state) {
    case 'draft':
    case 'validated':
      return [{ do: 'drop', stored }];
    case 'published':
      return [{ do: 'move', stored, state: 'superseded' }];
    case 'superseded':
      return [];
  }
}
