import type { SkillKind } from '../schema.ts';
import type { Cells } from './columns.ts';
import type { Concept } from './concept.ts';
import { quote } from './faults.ts';
import type { Format } from './format.ts';

/** O*NET's data names an element by its id only; this is the page about it on the web, and serves as its URI. */
export const onetNamespace = 'https://www.onetonline.org/find/descriptor/result/';

const needed = ['Element ID', 'Element Name', 'Description'];

/** The branches of the content model that are about what a person can or knows, by the beginning of the element id. */
const branches: readonly (readonly [string, SkillKind])[] = [
  ['1.A.', 'ability'],
  ['2.A.', 'skill'],
  ['2.B.', 'skill'],
  ['2.C.', 'knowledge'],
];

/**
 * O*NET's "Content Model Reference": abilities, skills and knowledge. Interests, work values, work activities, education and the rest of the model
 * are passed over: they are not something a badge can say that a person has learned. Headings (2.B.3 Technical Skills) are passed over as well,
 * as O*NET rates occupations on their leaves only; which element is a heading follows from the other elements, so {@link withoutHeadings} does it.
 */
export const onetFormat: Format = (columns) => {
  const missing = needed.filter((column) => !columns.has(column));
  if (missing.length > 0) {
    return missing.map((column) => ({ column, expected: 'this column was expected, but is not in the header' }));
  }
  return { definesConcepts: true, read: readElement };
};

function readElement(cells: Cells): Concept | undefined {
  const code = cells.raw('Element ID');
  if (!/^\d(\.[0-9A-Za-z]+)*$/.test(code)) {
    cells.fault('Element ID', `an element id such as 2.B.1.a was expected, not "${quote(code)}"`);
    return undefined;
  }
  const kind = branches.find(([beginning]) => code.startsWith(beginning))?.[1];
  if (kind === undefined) return undefined;
  const preferred = cells.label('Element Name');
  if (preferred === undefined) {
    cells.fault('Element Name', 'a name was expected');
    return undefined;
  }
  const wording = { preferred, alternative: [], hidden: [], description: cells.paragraph('Description') };
  return { uri: `${onetNamespace}${code}`, code, kind, wordings: new Map([['en', wording]]) };
}

/** The elements that no other element lies under. */
export function withoutHeadings(concepts: readonly Concept[]): Concept[] {
  const headings = new Set(concepts.map(({ code }) => code?.slice(0, code.lastIndexOf('.'))));
  return concepts.filter(({ code }) => !headings.has(code));
}
