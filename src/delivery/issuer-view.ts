import { achievementImageUrl, achievementUrl } from '../credentials/index.ts';
import type { PublishedCurriculum } from '../curriculum/index.ts';
import type { Issuer, listKeysOfIssuer } from '../issuers/index.ts';
import type { IssuerView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import { issuerSummary, siteAt } from './badge-view.ts';
import { lineView, skillPath } from './content-view.ts';
import { signingKeyView } from './key-view.ts';

/** The page of an issuer: who it is, its keys, and what can be earned there. */
export function issuerView(
  on: Deps,
  issuer: Issuer,
  keys: Awaited<ReturnType<typeof listKeysOfIssuer>>,
  curriculum: PublishedCurriculum,
  language: Language,
): IssuerView {
  const { profile } = issuer;
  const path = new URL(issuer.profileUrl).pathname;
  const achievements = [...curriculum.achievements.values()];
  return {
    site: siteAt(on, path),
    issuer: issuerSummary(issuer, achievements[0]?.definition.qualityAssurance, language),
    id: issuer.did,
    website: profile.url,
    ...(profile.description !== undefined && { description: textIn(profile.description, language) }),
    partners: [],
    keys: keys.map((key) => signingKeyView(issuer, key)),
    lines: [...curriculum.lines.values()].map((line) => lineView(line, language)),
    badges: achievements.map(({ id, kind, definition }) => ({
      title: textIn(definition.name, language),
      kind,
      code: definition.code,
      ...(definition.studyLoadHours !== undefined && { hours: definition.studyLoadHours }),
      url: new URL(achievementUrl(on, id)).pathname,
      imageUrl: new URL(achievementImageUrl(on, id)).pathname,
    })),
    skills: skillsOf(curriculum, language),
    endorsements: [],
    jsonUrl: `${path}/did.json`,
  };
}

/** Every skill that its badges certify, once, by the alphabet. */
function skillsOf({ achievements }: PublishedCurriculum, language: Language): IssuerView['skills'] {
  const skills = new Map(
    [...achievements.values()]
      .flatMap(({ definition }) => definition.skills)
      .map(({ uri, alignments, label }) => [skillPath(alignments[0]?.targetUrl ?? uri), textIn(label, language)]),
  );
  return [...skills]
    .map(([url, label]) => ({ url, label }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}
