import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { digestOf, record } from '../platform/record.ts';
import { achievementUrl } from './achievement-url.ts';
import type { AchievementStep } from './plan-achievements.ts';
import type { ItemStep } from './plan-items.ts';
import type { Achievement } from './published.ts';
import {
  type DocumentRow,
  deleteItems,
  type ItemRow,
  insertAchievements,
  insertDocument,
  insertItems,
  moveItems,
  rewriteItem,
  setSuperseded,
} from './store.ts';
import type { ItemState } from './tables.ts';

/** Everything that a document changes. */
export interface Plan {
  /** The document for the shelf. */
  readonly text: string;
  readonly items: readonly ItemStep[];
  readonly achievements: readonly AchievementStep[];
}

/** What {@link applyPlans} wrote. */
export interface Written {
  readonly revision: number;
  /** New achievement versions by badge ref. */
  readonly achievements: ReadonlyMap<string, Achievement>;
}

/** Writes a plan with its audit entries and outbox messages, in the caller's transaction. */
export async function applyPlans(
  tx: Transaction,
  on: Deps,
  caller: IssuerCaller,
  current: DocumentRow | undefined,
  plan: Plan,
): Promise<Written> {
  const { issuerId } = caller;
  const document: DocumentRow = {
    issuerId,
    id: on.ids.next(),
    revision: (current?.revision ?? 0) + 1,
    content: plan.text,
    digest: digestOf(plan.text),
    createdAt: on.clock.now(),
  };
  await insertDocument(tx, document);
  await applyItems(tx, on, issuerId, plan.items);
  const added = await applyAchievements(tx, on, issuerId, plan.achievements);
  await record(tx, on, caller, {
    issuerId,
    kind: 'curriculum.published',
    subject: `curriculum:${issuerId}`,
    ...(current && { before: current.digest }),
    after: document.digest,
    payload: { revision: document.revision, achievements: added.length },
  });
  await recordAchievements(tx, on, caller, added, plan.achievements);
  return { revision: document.revision, achievements: new Map(added.map((one) => [one.ref, one])) };
}

async function applyItems(tx: Transaction, on: Deps, issuerId: string, steps: readonly ItemStep[]): Promise<void> {
  const now = on.clock.now();
  const publishedAt = (state: ItemState) => (state === 'published' || state === 'superseded' ? now : null);
  const added: ItemRow[] = [];
  for (const step of steps) {
    if (step.do === 'add') {
      const { kind, ref, content, digest, state } = step.item;
      added.push({
        issuerId,
        id: on.ids.next(),
        kind,
        ref,
        version: step.version,
        state,
        content,
        digest,
        createdAt: now,
        publishedAt: publishedAt(state),
      });
    } else if (step.do === 'rewrite') {
      const { content, digest, state } = step.item;
      await rewriteItem(tx, issuerId, step.id, { content, digest, state, publishedAt: publishedAt(state) });
    }
  }
  const moved = steps.filter((step) => step.do === 'move');
  for (const [state, group] of Map.groupBy(moved, (step) => step.state)) {
    await moveItems(
      tx,
      issuerId,
      group.map(({ stored }) => stored.id),
      state,
    );
  }
  const dropped = steps.filter((step) => step.do === 'drop').map(({ stored }) => stored.id);
  await deleteItems(tx, issuerId, dropped);
  await insertItems(tx, added);
}

async function applyAchievements(
  tx: Transaction,
  on: Deps,
  issuerId: string,
  steps: readonly AchievementStep[],
): Promise<Achievement[]> {
  const now = on.clock.now();
  const added = steps
    .filter((step) => step.do === 'add')
    .map(({ definition, digest, version }): Achievement => {
      const { ref, kind } = definition;
      return {
        issuerId,
        id: on.ids.next(),
        ref,
        version,
        kind,
        definition,
        digest,
        publishedAt: now,
        supersededAt: null,
      };
    });
  const ids = (...kinds: AchievementStep['do'][]) =>
    steps.flatMap((step) => (step.do !== 'add' && kinds.includes(step.do) ? [step.stored.id] : []));
  await setSuperseded(tx, issuerId, ids('supersede', 'withdraw'), now);
  await setSuperseded(tx, issuerId, ids('revive'), null);
  await insertAchievements(tx, added);
  return added;
}

async function recordAchievements(
  tx: Transaction,
  on: Deps,
  caller: IssuerCaller,
  added: readonly Achievement[],
  steps: readonly AchievementStep[],
): Promise<void> {
  const { issuerId } = caller;
  const tell = (kind: string, { id, ref, version }: { id: string; ref: string; version: number }, digest?: string) =>
    record(tx, on, caller, {
      issuerId,
      kind,
      subject: `achievement:${id}`,
      ...(digest && { after: digest }),
      payload: { id, ref, version, url: achievementUrl(on.config.publicBaseUrl, id) },
    });
  for (const one of added) await tell('achievement.published', one, one.digest);
  for (const step of steps) {
    if (step.do === 'revive') await tell('achievement.published', step.stored);
    if (step.do === 'withdraw') await tell('achievement.withdrawn', step.stored);
  }
}
