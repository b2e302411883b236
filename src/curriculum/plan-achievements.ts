import { digestOf } from '../platform/record.ts';
import type { AchievementDefinition, BadgeKind } from './achievement-definition.ts';

/** What is known of a stored achievement version. */
export interface StoredAchievement {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly kind: BadgeKind;
  readonly digest: string;
  readonly supersededAt: Date | null;
}

export type AchievementStep =
  | {
      readonly do: 'add';
      readonly definition: AchievementDefinition;
      readonly digest: string;
      readonly version: number;
    }
  | { readonly do: 'revive' | 'supersede' | 'withdraw'; readonly stored: StoredAchievement };

/**
 * Which achievement versions have to be made or superseded so that exactly these definitions are current. Anything else in a
 * definition makes a new version.
 * @param stored the latest version of each achievement of the issuer
 */
export function planAchievements(
  definitions: readonly AchievementDefinition[],
  stored: readonly StoredAchievement[],
): AchievementStep[] {
  const latest = new Map(stored.map((one) => [one.ref, one]));
  const defined = new Set(definitions.map(({ ref }) => ref));
  return [
    ...definitions.flatMap((definition): AchievementStep[] => {
      const before = latest.get(definition.ref);
      const digest = digestOf(definition);
      const isCurrent = before !== undefined && before.supersededAt === null;
      if (before?.digest === digest) return isCurrent ? [] : [{ do: 'revive', stored: before }];
      const version = (before?.version ?? 0) + 1;
      return [
        { do: 'add', definition, digest, version },
        ...(isCurrent ? [{ do: 'supersede', stored: before } as const] : []),
      ];
    }),
    ...stored
      .filter(({ ref, supersededAt }) => supersededAt === null && !defined.has(ref))
      .map((one): AchievementStep => ({ do: 'withdraw', stored: one })),
  ];
}
