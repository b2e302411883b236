import type { Curriculum } from '../schema/document.ts';
import { type Finding, finding, type Path } from './findings.ts';

/** What the shared catalogue knows of a concept. */
export interface KnownSkill {
  readonly catalogue: string;
  readonly version: string;
  readonly retiredIn?: string | undefined;
}

interface Aligned {
  readonly url: string;
  readonly release: string;
  readonly path: Path;
}

/** The concept URIs that the skills of a curriculum point at. */
export function alignedUris(curriculum: Curriculum): string[] {
  return [...new Set(aligned(curriculum).map(({ url }) => url))];
}

/**
 * A concept URI that an imported catalogue does not know is probably a slip of the pen. A release counts as imported as soon as one
 * URI of it is known; where none is, nothing can be said.
 * @param known what the catalogue knows, by URI
 */
export function checkSkillUris(curriculum: Curriculum, known: ReadonlyMap<string, KnownSkill>): Finding[] {
  const all = aligned(curriculum);
  const imported = new Set(all.filter(({ url }) => known.has(url)).map(({ release }) => release));
  return all.flatMap(({ url, release, path }) => {
    const concept = known.get(url);
    if (concept === undefined) {
      return imported.has(release)
        ? [finding('unknown-skill-uri', path, `${url} is not in the imported ${release}.`)]
        : [];
    }
    return concept.retiredIn === undefined
      ? []
      : [finding('retired-skill-uri', path, `${url} is gone since ${concept.catalogue} ${concept.retiredIn}.`)];
  });
}

function aligned({ skills }: Curriculum): Aligned[] {
  return skills.flatMap(({ alignments }, at) =>
    alignments.map(({ targetUrl, targetFramework, frameworkVersion = '' }, place) => ({
      url: targetUrl,
      release: `${targetFramework} ${frameworkVersion}`.trim(),
      path: ['skills', at, 'alignments', place, 'targetUrl'],
    })),
  );
}
