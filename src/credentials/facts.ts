import type { Assessment, Completion, Learner } from '../assessment/index.ts';
import type { Achievement, Organisation } from '../curriculum/index.ts';
import type { Issuer } from '../issuers/index.ts';
import type {
  AchievementFacts,
  AlignmentFacts,
  CredentialFacts,
  CriterionFacts,
  EvidenceFacts,
  ProfileFacts,
  ResultFacts,
} from '../openbadges/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, type Text, textIn } from '../platform/text.ts';
import { achievementImageUrl, achievementUrl, skillLevelUrl } from './addresses.ts';
import { alignmentsOf } from './alignments.ts';
import { judgingNarrative, words } from './words.ts';

type On = Pick<Deps, 'config'>;

/** What one badge is made from. */
export interface BadgeSource {
  readonly award: {
    readonly id: string;
    readonly awardedOn: string;
    readonly validUntil: string | null;
    readonly issues: number;
  };
  readonly achievement: Achievement;
  readonly learner: Learner;
  readonly completion?: Completion | undefined;
  readonly assessment?: Assessment | undefined;
}

/** The part of a badge's facts that the records decide; the rest (issuer, place in the status list, moment, salt) comes with issuing. */
export type RecordedFacts = Omit<CredentialFacts, 'issuer' | 'status' | 'validFrom' | 'subject' | 'id'>;

/** The learner's language where the achievement speaks it, otherwise the achievement's own. */
export function languageOf({ definition }: Achievement, learner: Learner): Language {
  const wanted = learner.language ?? definition.inLanguage;
  return definition.name[wanted] === undefined ? definition.inLanguage : wanted;
}

/** What the badge of an award states, in one language. */
export function recordedFacts(on: On, issuer: Issuer, source: BadgeSource, language: Language): RecordedFacts {
  const { award, achievement, completion, assessment } = source;
  const start = completion?.startedOn ?? completion?.completedOn;
  return {
    awardedDate: atMidnight(award.awardedOn),
    validUntil: award.validUntil === null ? undefined : endOfDay(award.validUntil),
    activityStart: start === undefined ? undefined : atMidnight(start),
    activityEnd: completion === undefined ? undefined : atMidnight(completion.completedOn),
    results: assessment === undefined ? [] : resultsOf(on, achievement, assessment, language),
    evidence: assessment === undefined ? [] : evidenceOf(assessment, language),
    achievement: achievementFacts(on, issuer, achievement, language),
  };
}

/** The Open Badges face of an achievement version in one language; also what its own address answers with. */
export function achievementFacts(
  on: On,
  issuer: Issuer,
  { id, version, definition }: Achievement,
  language: Language,
): AchievementFacts {
  const others = languagesOf(definition.name).filter((other) => other !== language);
  return {
    id: achievementUrl(on, id, language),
    achievementType: definition.achievementType,
    name: textIn(definition.name, language),
    description: textIn(definition.description, language),
    criteriaUrl: achievementUrl(on, id),
    criteria: textIn(definition.criteria, language),
    humanCode: definition.code,
    image: { url: achievementImageUrl(on, id), caption: textIn(definition.name, language) },
    inLanguage: language,
    version: String(version),
    creator: definition.creator && creatorFacts(issuer, definition.creator, language),
    alignments: alignmentsOf(definition, language, achievementUrl(on, id)),
    related: others.map((other) => ({
      id: achievementUrl(on, id, other),
      inLanguage: other,
      version: String(version),
    })),
    criterions:
      definition.kind === 'ulo' || definition.kind === 'partial-ulo' ? criterionsOf(definition.ulos[0], language) : [],
    tags: [],
  };
}

/** The languages that a text is written in. */
export function languagesOf(text: Text): Language[] {
  return (['nl', 'en'] as const).filter((language) => text[language] !== undefined);
}

/** The issuer as a Profile in one language. */
export function issuerFacts({ did, profile }: Issuer, language: Language): ProfileFacts {
  return {
    id: did,
    name: textIn(profile.name, language),
    url: profile.url,
    description: profile.description === undefined ? undefined : textIn(profile.description, language),
    image: profile.image,
    email: profile.email,
    phone: profile.phone,
    address: profile.address,
    otherIdentifier: profile.otherIdentifier,
  };
}

function creatorFacts(issuer: Issuer, { ref, name, url }: Organisation, language: Language): ProfileFacts {
  return { id: `${issuer.profileUrl}#${encodeURIComponent(ref)}`, name: textIn(name, language), url };
}

function criterionsOf(
  ulo: Achievement['definition']['ulos'][number] | undefined,
  language: Language,
): CriterionFacts[] {
  return (ulo?.rubric.criteria ?? []).map((criterion) => ({
    id: criterionUri(ulo?.rubric.uri ?? '', criterion.id),
    name: textIn(criterion.name, language),
    requiredLevel: criterion.levels.find(({ level }) => level === criterion.requiredLevel)?.uri ?? '',
    levels: criterion.levels.map(({ uri, level, name, description }) => ({
      id: uri,
      level,
      name: textIn(name, language),
      description: textIn(description, language),
    })),
  }));
}

function criterionUri(rubricUri: string, criterionId: string): string {
  return `${rubricUri}#${encodeURIComponent(criterionId)}`;
}

/** The level reached on each criterion; a criterion below the lowest level has no level to point at, and is left out. */
function resultsOf(on: On, { definition }: Achievement, assessment: Assessment, language: Language): ResultFacts[] {
  const rubric = definition.kind === 'station' ? undefined : definition.ulos[0]?.rubric;
  return (rubric?.criteria ?? []).flatMap((criterion) => {
    const reached = assessment.criteria.find((each) => each.criterion === criterion.id)?.level;
    const level = criterion.levels.find((each) => each.level === reached);
    if (rubric === undefined || level === undefined) return [];
    return [
      {
        criterionId: criterionUri(rubric.uri, criterion.id),
        levelId: level.uri,
        skillLevel: skillLevelFacts(on, level.level, textIn(level.name, language), language),
      },
    ];
  });
}

function skillLevelFacts(on: On, level: number, name: string, language: Language): AlignmentFacts {
  return {
    targetName: `${words[language].skillLevel} ${level}: ${name}`,
    targetUrl: skillLevelUrl(on, level),
    targetFramework: 'Skill level 1–5 (Katapult)',
    targetCode: String(level),
    targetType: 'ext:SkillLevel',
  };
}

/** First how it was judged, then what was handed in. The assessor's own name stays out: a signature cannot be erased. */
function evidenceOf(assessment: Assessment, language: Language): EvidenceFacts[] {
  const judging = {
    name: words[language].assessment,
    genre: 'Assessment',
    narrative: judgingNarrative(assessment, language),
  };
  const handedIn = assessment.evidence.map(({ name, url, description, narrative, genre }) => ({
    name: textIn(name, language),
    url,
    description: description === undefined ? undefined : textIn(description, language),
    narrative: narrative === undefined ? undefined : textIn(narrative, language),
    genre,
  }));
  return [judging, ...handedIn];
}

function atMidnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A badge is valid on its last day too. */
function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59Z`);
}
