import type { JsonObject } from '../openbadges/index.ts';
import type { CriterionView, ResultView, RubricLevelView, SkillView } from '../pages/index.ts';
import { childrenOf, numberedLevel, objectIn, textIn } from './json-members.ts';

/** What an Open Badge of anybody says its holder can do: as its issuer wrote it, with nothing looked up. */
export interface CredentialContent {
  /** Results on a rubric (Open Badges 3.0 §B.1 ResultDescription, RubricCriterionLevel). */
  readonly criteria: readonly CriterionView[];
  /** Results of any other kind: a grade, a percentage, a score. */
  readonly results: readonly ResultView[];
  /** Entries of skill catalogues that the achievement is tied to (Open Badges 3.0 §B.1 Alignment). */
  readonly skills: readonly SkillView[];
}

/** @param credential a badge whose signature fits; any part of it may be missing */
export function credentialContent(credential: JsonObject): CredentialContent {
  const subject = objectIn(credential, 'credentialSubject');
  const achievement = objectIn(subject, 'achievement');
  const descriptions = new Map(childrenOf(achievement, 'resultDescription').map((each) => [each.id, each]));
  const found = childrenOf(subject, 'result').map((result) => ({
    result,
    description: descriptions.get(result.resultDescription) ?? {},
  }));
  const read = found.map(
    ({ result, description }) => criterionOf(result, description) ?? resultOf(result, description),
  );
  return {
    criteria: read.filter((each): each is CriterionView => each !== undefined && 'levels' in each),
    results: read.filter((each): each is ResultView => each !== undefined && 'value' in each),
    skills: childrenOf(achievement, 'alignment').flatMap((alignment) => skillOf(alignment) ?? []),
  };
}

/** More columns are no picture any more; such a result is told by its name. */
const mostLevels = 8;

function criterionOf(result: JsonObject, description: JsonObject): CriterionView | undefined {
  const levels = childrenOf(description, 'rubricCriterionLevel');
  const reached = levels.findIndex(({ id }) => id !== undefined && id === result.achievedLevel);
  const name = textIn(description, 'name');
  if (reached < 0 || levels.length > mostLevels || name === undefined) return undefined;
  const views = levelViews(levels);
  const required = levels.findIndex(({ id }) => id !== undefined && id === description.requiredLevel);
  return {
    name,
    levels: views,
    ...numbered('reachedLevel', views[reached]),
    ...numbered('requiredLevel', views[required]),
  };
}

const numbered = <Name extends string>(name: Name, level: RubricLevelView | undefined) =>
  (level === undefined ? {} : { [name]: level.level }) as { [key in Name]?: number };

/** The issuer's numbers where they rise from level to level, else the places. */
function levelViews(levels: readonly JsonObject[]): RubricLevelView[] {
  const numbers = levels.map(numberedLevel);
  const rise = numbers.every((each, index) => each !== undefined && (index === 0 || each > (numbers[index - 1] ?? 0)));
  return levels.map((level, index) => ({
    level: (rise ? numbers[index] : undefined) ?? index + 1,
    name: textIn(level, 'name') ?? '',
    description: textIn(level, 'description') ?? '',
  }));
}

function resultOf(result: JsonObject, description: JsonObject): ResultView | undefined {
  const name = textIn(description, 'name');
  const level = childrenOf(description, 'rubricCriterionLevel').find(
    ({ id }) => id !== undefined && id === result.achievedLevel,
  );
  const value = textIn(result, 'value') ?? (level && textIn(level, 'name'));
  if (name === undefined || value === undefined) return undefined;
  const most = textIn(description, 'valueMax');
  return { name, value, ...(most !== undefined && { most }) };
}

/** What an alignment may be tied to when it is a skill; others are levels, regulations, whole qualifications. */
const skillTypes = /^(?:ceasn:Competency|CFItem|CTDL|ext:\w*(?:skill|knowledge|competen|ability)\w*)$/i;

/** A text that long explains; it names nothing. */
const longestLabel = 120;

function skillOf(alignment: JsonObject): SkillView | undefined {
  const [type, name, url] = ['targetType', 'targetName', 'targetUrl'].map((member) => textIn(alignment, member));
  if (name === undefined || url === undefined || !(type === undefined || skillTypes.test(type))) return undefined;
  const description = textIn(alignment, 'targetDescription');
  return {
    label: description !== undefined && description.length <= longestLabel ? description : name,
    concepts: [{ catalogue: textIn(alignment, 'targetFramework') ?? hostOf(url) ?? url, url, label: name }],
  };
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
