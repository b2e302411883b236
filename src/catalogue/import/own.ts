import { type SkillKind, skillKinds } from '../schema.ts';
import type { Cells } from './columns.ts';
import type { Concept, Wording } from './concept.ts';
import { escoNamespace } from './esco.ts';
import { quote } from './faults.ts';
import type { Format, HeaderFault } from './format.ts';
import { onetNamespace } from './onet.ts';

const plainColumns = ['uri', 'kind', 'code', 'broader'];
const wordColumn = /^(label|alt|description)_([a-z]{2,3})$/;

/**
 * An issuer's own catalogue: `uri,kind,label_nl,label_en,alt_nl,alt_en,description_nl,description_en,broader` and `code`. Needed are `uri`, `kind` and
 * one label column; any language code may stand after the underscore; several other labels in a cell are parted by `|`. A column that is not known is
 * refused: a mistyped `labl_nl` would otherwise lose all its labels in silence.
 */
export const ownFormat: Format = (columns) => {
  const faults = headerFaults(columns);
  if (faults.length > 0) return faults;
  const languages = new Set([...columns].flatMap((column) => wordColumn.exec(column)?.[2] ?? []));
  return { definesConcepts: true, read: (cells) => readConcept(cells, languages) };
};

function headerFaults(columns: ReadonlySet<string>): HeaderFault[] {
  const faults = ['uri', 'kind']
    .filter((column) => !columns.has(column))
    .map((column) => ({ column, expected: 'this column was expected, but is not in the header' }));
  if (![...columns].some((column) => column.startsWith('label_'))) {
    faults.push({ column: 'label_nl', expected: 'a column with labels was expected, such as label_nl or label_en' });
  }
  for (const column of columns) {
    if (plainColumns.includes(column) || wordColumn.test(column)) continue;
    faults.push({
      column,
      expected: 'one of uri, kind, code, broader, label_nl, alt_nl, description_nl, … was expected',
    });
  }
  return faults;
}

function readConcept(cells: Cells, languages: ReadonlySet<string>): Concept {
  const uri = cells.uri('uri');
  if ([escoNamespace, onetNamespace].some((taken) => uri.startsWith(taken))) {
    cells.fault('uri', 'a URI of your own was expected; this one belongs to a shared catalogue');
  }
  const wordings = new Map<string, Wording>();
  for (const language of languages) {
    const wording = readWording(cells, language);
    if (wording !== undefined) wordings.set(language, wording);
  }
  if (wordings.size === 0)
    cells.fault([...languages].map((language) => `label_${language}`).join(' or '), 'a label was expected');
  const broader = cells.raw('broader') === '' ? undefined : cells.uri('broader');
  return { uri, kind: readKind(cells), code: cells.label('code'), broader, wordings };
}

function readWording(cells: Cells, language: string): Wording | undefined {
  const preferred = cells.label(`label_${language}`);
  const alternative = cells.labels(`alt_${language}`, /\r?\n|\|/);
  const description = cells.paragraph(`description_${language}`);
  if (preferred === undefined && alternative.length === 0 && description === undefined) return undefined;
  if (preferred === undefined) {
    cells.fault(
      `label_${language}`,
      'a label was expected, since there are other labels or a description in this language',
    );
  }
  return { preferred: preferred ?? '', alternative, hidden: [], description };
}

function readKind(cells: Cells): SkillKind {
  const value = cells.raw('kind').trim();
  const kind = skillKinds.find((one) => one === value);
  if (kind === undefined) cells.fault('kind', `one of ${skillKinds.join(', ')} was expected, not "${quote(value)}"`);
  return kind ?? 'unspecified';
}
