import { z } from 'zod';
import type { Skill } from '../catalogue/index.ts';
import { achievementImageUrl, achievementUrl } from '../credentials/index.ts';
import type { Achievement } from '../curriculum/index.ts';
import type { Issuer } from '../issuers/index.ts';
import type { CertifyingBadgeView, SkillPageView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import { siteAt } from './badge-view.ts';
import { skillPath, skillView } from './content-view.ts';

/** A skill as it was found: in a shared catalogue, in achievements, or in both. */
export interface SkillFound {
  readonly uri: string;
  readonly concept: Skill | undefined;
  /** Sorted by issuer. */
  readonly achievements: readonly Achievement[];
  readonly issuers: ReadonlyMap<string, Issuer>;
  readonly more: boolean;
}

export const certifyingShape = z
  .object({
    uri: z.string(),
    labels: z.record(z.string(), z.string()),
    kind: z.string(),
    framework: z.string().optional(),
    version: z.string().optional(),
    achievements: z.array(
      z.object({
        id: z.url(),
        name: z.record(z.string(), z.string()),
        kind: z.string(),
        level: z.int().optional().meta({ description: 'The level that is asked for, where it is judged by itself.' }),
        issuer: z.object({ id: z.string(), url: z.url(), name: z.string() }),
      }),
    ),
    more: z.boolean().meta({ description: 'There are more than are listed.' }),
  })
  .meta({ id: 'SkillCertified' });

const frameworks: Readonly<Record<string, string>> = { esco: 'ESCO', onet: 'O*NET' };

/** The skill as achievements name it. */
function skillIn({ definition }: Achievement, uri: string) {
  return definition.skills.find(
    (skill) => skill.uri === uri || skill.alignments.some(({ targetUrl }) => targetUrl === uri),
  );
}

/** What the skill is: as the catalogue has it, else as the first achievement that names it. */
function described({ uri, concept, achievements: [first] }: SkillFound) {
  if (concept !== undefined) {
    const { labels, kind, version } = concept;
    return { labels, kind, framework: frameworks[concept.catalogue], version };
  }
  const skill = first && skillIn(first, uri);
  const alignment = skill?.alignments.find(({ targetUrl }) => targetUrl === uri);
  const labels: Record<string, string> =
    alignment === undefined ? byLanguage(skill?.label ?? {}) : { en: alignment.targetName };
  return {
    labels,
    kind: skill?.kind ?? ('unspecified' as const),
    framework: alignment?.targetFramework,
    version: alignment?.frameworkVersion,
  };
}

function byLanguage(text: Readonly<Partial<Record<Language, string | undefined>>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(text).flatMap(([language, label]) => (label === undefined ? [] : [[language, label]])),
  );
}

function levelOf(achievement: Achievement, uri: string, language: Language): number | undefined {
  const skill = skillIn(achievement, uri);
  const { kind, ulos } = achievement.definition;
  const ulo = kind === 'ulo' || kind === 'partial-ulo' ? ulos[0] : undefined;
  return skill && skillView(skill, ulo, language).level;
}

/** The skill as data. */
export function certifyingAnswer(on: Deps, found: SkillFound): z.infer<typeof certifyingShape> {
  return {
    uri: found.uri,
    ...described(found),
    achievements: found.achievements.flatMap((achievement) => {
      const issuer = found.issuers.get(achievement.issuerId);
      if (issuer === undefined) return [];
      const { id, kind, definition } = achievement;
      const level = levelOf(achievement, found.uri, definition.inLanguage);
      return {
        id: achievementUrl(on, id),
        name: byLanguage(definition.name),
        kind,
        ...(level !== undefined && { level }),
        issuer: { id: issuer.did, url: issuer.profileUrl, name: textIn(issuer.profile.name, definition.inLanguage) },
      };
    }),
    more: found.more,
  };
}

/** The page of the skill. */
export function skillPageView(on: Deps, found: SkillFound, language: Language): SkillPageView {
  const { labels: known, kind, framework, version } = described(found);
  // A catalogue without the reader's language: then as the achievements name it.
  const [first] = found.achievements;
  const labels = { ...byLanguage((first && skillIn(first, found.uri)?.label) ?? {}), ...known };
  const labelLanguage = [language, 'en'].find((each) => each in labels) ?? Object.keys(labels)[0] ?? language;
  const path = skillPath(found.uri);
  return {
    site: siteAt(on, path),
    uri: found.uri,
    label: labels[labelLanguage] ?? found.uri,
    labelLanguage,
    otherLabels: Object.entries(labels)
      .filter(([each]) => each !== labelLanguage)
      .map(([each, label]) => ({ language: each, label })),
    kind,
    ...(framework !== undefined && { framework }),
    ...(version !== undefined && { version }),
    issuers: [...found.issuers].map(([id, issuer]) => ({
      name: textIn(issuer.profile.name, language),
      url: new URL(issuer.profileUrl).pathname,
      badges: found.achievements
        .filter(({ issuerId }) => issuerId === id)
        .map((achievement) => badgeOf(on, achievement, found.uri, language)),
    })),
    more: found.more,
  };
}

function badgeOf(on: Deps, achievement: Achievement, uri: string, language: Language): CertifyingBadgeView {
  const { id, kind, definition } = achievement;
  const level = levelOf(achievement, uri, language);
  return {
    title: textIn(definition.name, language),
    kind,
    code: definition.code,
    ...(definition.studyLoadHours !== undefined && { hours: definition.studyLoadHours }),
    url: new URL(achievementUrl(on, id)).pathname,
    imageUrl: new URL(achievementImageUrl(on, id)).pathname,
    ...(level !== undefined && { level }),
  };
}
