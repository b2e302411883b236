import type {
  AchievementDefinition,
  BadgeKind,
  DefinedLine,
  DefinedSkill,
  DefinedStation,
  DefinedUlo,
  DefinedYardstick,
  Regulation,
} from './achievement-definition.ts';

/** One published version of the Open Badges face of a station, ULO, part of a ULO, line or scheme. It never changes. */
export interface Achievement {
  readonly id: string;
  readonly issuerId: string;
  readonly ref: string;
  readonly version: number;
  readonly kind: BadgeKind;
  readonly definition: AchievementDefinition;
  readonly digest: string;
  readonly publishedAt: Date;
  /** Since when a later version, or none at all, is awarded instead. */
  readonly supersededAt: Date | null;
}

/** Expert (vakexpert): who validates ULOs and who assesses. */
export interface Expert {
  readonly ref: string;
  readonly name: string;
  readonly organisation?: string;
}

/** All that one issuer has published and awards now, in one object; every map is keyed by the id in the curriculum document. */
export interface PublishedCurriculum {
  readonly issuerId: string;
  readonly revision: number;
  /** Current achievement versions by badge ref (`badge:WP-03`). */
  readonly achievements: ReadonlyMap<string, Achievement>;
  readonly ulos: ReadonlyMap<string, DefinedUlo>;
  readonly stations: ReadonlyMap<string, DefinedStation>;
  readonly lines: ReadonlyMap<string, DefinedLine>;
  readonly yardsticks: ReadonlyMap<string, DefinedYardstick>;
  readonly skills: ReadonlyMap<string, DefinedSkill>;
  readonly regulations: ReadonlyMap<string, Regulation>;
  readonly experts: ReadonlyMap<string, Expert>;
}
