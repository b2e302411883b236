import type { AchievementDefinition, DefinedSkill, DefinedUlo, Regulation } from '../curriculum/index.ts';
import type { AlignmentFacts } from '../openbadges/index.ts';
import { type Language, textIn } from '../platform/text.ts';

/** Where the levels of the European and the Dutch qualifications framework are described. */
const eqfUrl = 'https://europass.europa.eu/en/description-eight-eqf-levels';
const nlqfUrl = 'https://www.nlqf.nl/nlqf-niveaus';

/**
 * What an achievement is tied to: skills in catalogues, ULOs, EQF and NLQF levels, and the role level within a regulation. EQF, NLQF and
 * skill level are never derived from each other.
 * @param url of the achievement, for what has no address of its own
 */
export function alignmentsOf(definition: AchievementDefinition, language: Language, url: string): AlignmentFacts[] {
  const all = [
    ...definition.skills.flatMap((skill) => skillAlignments(skill, language)),
    ...definition.ulos.map((ulo) => uloAlignment(ulo, language)),
    ...frameworkAlignments(definition),
    ...regulationAlignments(definition, language, url),
  ];
  return [...new Map(all.map((each) => [`${each.targetType} ${each.targetUrl} ${each.targetCode}`, each])).values()];
}

/** The concept URI stays byte-exact; the version says which edition of the catalogue was meant. */
function skillAlignments(skill: DefinedSkill, language: Language): AlignmentFacts[] {
  const own = textIn(skill.label, language);
  if (skill.alignments.length === 0) return [{ targetName: own, targetUrl: skill.uri, targetType: 'ext:Skill' }];
  return skill.alignments.map((alignment) => ({
    targetName: alignment.targetName,
    targetUrl: alignment.targetUrl,
    targetDescription: own,
    targetFramework:
      alignment.frameworkVersion === undefined
        ? alignment.targetFramework
        : `${alignment.targetFramework} v${alignment.frameworkVersion}`,
    targetCode: alignment.targetCode,
    targetType: alignment.targetType,
  }));
}

function uloAlignment(ulo: DefinedUlo, language: Language): AlignmentFacts {
  return {
    targetName: textIn(ulo.title, language),
    targetUrl: ulo.uri,
    targetDescription: textIn(ulo.responsibility.statement, language),
    targetCode: ulo.code,
    targetType: 'ext:ULO',
  };
}

function frameworkAlignments({ kind, ulos, eqfLevel, nlqfLevel }: AchievementDefinition): AlignmentFacts[] {
  const ulo = kind === 'ulo' ? ulos[0] : undefined;
  const eqf = eqfLevel ?? ulo?.eqfLevel;
  const nlqf = nlqfLevel ?? ulo?.nlqfLevel;
  return [
    ...(eqf === undefined
      ? []
      : [
          {
            targetName: `EQF ${eqf}`,
            targetUrl: eqfUrl,
            targetFramework: 'European Qualifications Framework',
            targetCode: String(eqf),
            targetType: 'ext:EQF',
          },
        ]),
    ...(nlqf === undefined
      ? []
      : [
          {
            targetName: `NLQF ${nlqf}`,
            targetUrl: nlqfUrl,
            targetFramework: 'NLQF',
            targetCode: String(nlqf),
            targetType: 'ext:NLQF',
          },
        ]),
  ];
}

/** VOP, VP and WV mean something only together with the regulation. */
function regulationAlignments(definition: AchievementDefinition, language: Language, url: string): AlignmentFacts[] {
  const ulo = definition.kind === 'ulo' ? definition.ulos[0] : undefined;
  const roleLevel = definition.roleLevel ?? ulo?.roleLevel;
  const regulation: Regulation | undefined = definition.regulation ?? ulo?.regulation;
  if (roleLevel === undefined || regulation === undefined) return [];
  return [
    {
      targetName: `${roleLevel}, ${textIn(regulation.name, language)}`,
      targetUrl: `${url}#regulation`,
      targetFramework: `${textIn(regulation.name, language)} ${regulation.version}`,
      targetCode: roleLevel,
      targetType: 'ext:RoleLevel',
    },
  ];
}
