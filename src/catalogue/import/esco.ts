import type { SkillKind } from '../schema.ts';
import type { Cells } from './columns.ts';
import type { Concept } from './concept.ts';
import { quote } from './faults.ts';
import type { Format, HeaderFault } from './format.ts';

/** How every ESCO concept URI begins: `http`, not `https`. The URI is a name, not an address. */
export const escoNamespace = 'http://data.europa.eu/esco/';

/** ESCO's own first language: its file says which concepts a version holds; other languages are merged on the URI. */
const definingLanguage = 'en';

const kinds: Readonly<Record<string, SkillKind>> = {
  'skill/competence': 'skill',
  knowledge: 'knowledge',
  '': 'unspecified',
};

/**
 * The ESCO skills file `skills_<language>.csv`: official (columns conceptType, conceptUri, skillType, … description) or one of the reduced files
 * under `catalogues/esco`. Columns are found by name; ones that are not needed may be there. A file in another language than English needs no
 * more than URIs and labels, and may call the label column `preferredLabelNl`.
 */
export function escoFormat(language: string): Format {
  return (columns) => {
    const labelColumn = columns.has('preferredLabel') ? 'preferredLabel' : `preferredLabel${capitalised(language)}`;
    const definesConcepts = language === definingLanguage;
    const needed = ['conceptUri', labelColumn, ...(definesConcepts ? ['skillType'] : [])];
    const missing = needed.filter((column) => !columns.has(column));
    if (missing.length > 0) return missing.map(missingColumn);
    const separator = columns.has('conceptType') ? /\r?\n/ : /\r?\n|\|/;
    return {
      definesConcepts,
      read: (cells) => readConcept(cells, { language, labelColumn, definesConcepts, separator }),
    };
  };
}

interface Reading {
  language: string;
  labelColumn: string;
  definesConcepts: boolean;
  separator: RegExp;
}

function readConcept(
  cells: Cells,
  { language, labelColumn, definesConcepts, separator }: Reading,
): Concept | undefined {
  const conceptType = cells.raw('conceptType');
  if (conceptType !== '' && conceptType !== 'KnowledgeSkillCompetence') {
    cells.fault('conceptType', `KnowledgeSkillCompetence was expected, not "${quote(conceptType)}"`);
  }
  const uri = cells.uri('conceptUri');
  if (!uri.startsWith(escoNamespace)) cells.fault('conceptUri', `a URI that begins with ${escoNamespace} was expected`);
  const preferred = cells.label(labelColumn);
  // The official files of other languages leave a label empty where nobody has translated it yet.
  if (preferred === undefined && definesConcepts) cells.fault(labelColumn, 'a label was expected');
  if (preferred === undefined) return undefined;
  const wording = {
    preferred,
    alternative: cells.labels('altLabels', separator),
    hidden: cells.labels('hiddenLabels', separator),
    description: cells.paragraph('description') ?? cells.paragraph('definition'),
  };
  return { uri, kind: definesConcepts ? readKind(cells) : undefined, wordings: new Map([[language, wording]]) };
}

function readKind(cells: Cells): SkillKind {
  const skillType = cells.raw('skillType');
  const kind = kinds[skillType];
  if (kind === undefined)
    cells.fault('skillType', `skill/competence, knowledge or nothing was expected, not "${quote(skillType)}"`);
  return kind ?? 'unspecified';
}

function capitalised(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function missingColumn(column: string): HeaderFault {
  return { column, expected: 'this column was expected, but is not in the header' };
}
