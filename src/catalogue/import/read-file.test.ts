import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { escoFormat } from './esco.ts';
import type { Format } from './format.ts';
import { onetFormat, withoutHeadings } from './onet.ts';
import { ownFormat } from './own.ts';
import { readCatalogueFile } from './read-file.ts';

const limits = { bytes: 1_000_000, records: 1_000 };
const uri = (number: number) => `http://data.europa.eu/esco/skill/0000000${number}`;

const read = (format: Format, ...lines: string[]) =>
  readCatalogueFile(Readable.from([Buffer.from(lines.join('\n'))]), 'file.csv', format, limits);

/** The faults of a file, without the file name that each begins with. */
const faultsOf = async (format: Format, ...lines: string[]) => {
  const raised = await read(format, ...lines).then(
    () => expect.unreachable('the file was accepted'),
    (error: { code: string; faults: { detail: string }[] }) => error,
  );
  expect(raised.code).toBe('import-failed');
  return raised.faults.map(({ detail }) => detail.replace('file.csv, ', ''));
};

const official =
  'conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description';

test('the official ESCO file is read by its column names', async () => {
  const file = await read(
    escoFormat('en'),
    official,
    `KnowledgeSkillCompetence,${uri(1)},skill/competence,sector-specific, install heat pump ,"fit heat pumps`,
    'heat pump A|B",heatpump,released,2016-12-20T17:43:43Z,,,http://x,Install it.',
    `KnowledgeSkillCompetence,${uri(2)},knowledge,,heat transfer,,,released,,,What heat does.,,`,
    `KnowledgeSkillCompetence,${uri(3)},,,ICT safety,,,released,,,,,`,
  );
  expect(file.definesConcepts).toBe(true);
  expect(file.concepts.map(({ kind }) => kind)).toEqual(['skill', 'knowledge', 'unspecified']);
  expect(file.concepts[0]?.wordings.get('en')).toEqual({
    preferred: 'install heat pump',
    alternative: ['fit heat pumps', 'heat pump A|B'],
    hidden: ['heatpump'],
    description: 'Install it.',
  });
  expect(file.concepts[1]?.wordings.get('en')?.description).toBe('What heat does.');
});

test('the reduced file has its columns in any order and its labels parted by |', async () => {
  const file = await read(
    escoFormat('en'),
    'preferredLabel,altLabels,conceptUri,skillType',
    `weld,join|solder,${uri(1)},skill/competence`,
  );
  expect(file.concepts[0]?.wordings.get('en')).toMatchObject({ preferred: 'weld', alternative: ['join', 'solder'] });
});

test('a file in another language only needs URIs and labels, and leaves out what is not translated', async () => {
  const file = await read(
    escoFormat('nl'),
    'conceptUri,preferredLabelNl,collection',
    `${uri(1)},lassen,ict`,
    `${uri(2)},,ict`,
  );
  expect(file.definesConcepts).toBe(false);
  expect(file.concepts).toHaveLength(1);
  expect(file.concepts[0]).toMatchObject({ uri: uri(1), kind: undefined });
});

test.each([
  [
    'an https URI',
    `https://data.europa.eu/esco/skill/1,knowledge,x`,
    'column "conceptUri": a URI that begins with http://data.europa.eu/esco/ was expected',
  ],
  [
    'a space in the URI',
    `${uri(1)} ,knowledge,x`,
    'column "conceptUri": an absolute URI without spaces was expected, not "http://data.europa.eu/esco/skill/00000001 "',
  ],
  [
    'an unknown type',
    `${uri(1)},Knowledge,x`,
    'column "skillType": skill/competence, knowledge or nothing was expected, not "Knowledge"',
  ],
  ['no label', `${uri(1)},knowledge, `, 'column "preferredLabel": a label was expected'],
  [
    'a control character',
    `${uri(1)},knowledge,x\u0007`,
    'column "preferredLabel": a label of at most 500 characters without control characters was expected',
  ],
])('a row with %s names line and column', async (_what, row, expected) => {
  expect(await faultsOf(escoFormat('en'), 'conceptUri,skillType,preferredLabel', `${uri(9)},,fine`, row)).toEqual([
    `line 3, ${expected}`,
  ]);
});

test('rows of the wrong length, twins and files of other things are faults', async () => {
  const header = 'conceptUri,skillType,preferredLabel';
  expect(await faultsOf(escoFormat('en'), header, `${uri(1)},,a,b`, `${uri(2)},,a`, `${uri(2)},,b`)).toEqual([
    'line 2: 3 cells were expected, not 4',
    'line 4: each concept once was expected, but line 3 has the same URI',
  ]);
  expect(await faultsOf(escoFormat('en'), `conceptType,${header}`, `Occupation,${uri(1)},,cook`)).toEqual([
    'line 2, column "conceptType": KnowledgeSkillCompetence was expected, not "Occupation"',
  ]);
  expect(await faultsOf(escoFormat('en'), 'conceptUri,label', 'x,y')).toEqual([
    'line 1, column "preferredLabelEn": this column was expected, but is not in the header',
    'line 1, column "skillType": this column was expected, but is not in the header',
  ]);
  expect(await faultsOf(escoFormat('en'), header)).toEqual([
    'line 1: at least one concept was expected after the header',
  ]);
  expect(await faultsOf(escoFormat('en'), '')).toEqual(['line 1: a header was expected, but the file is empty']);
});

test('reading stops at the fiftieth fault', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => `${uri(at)},wrong,label`);
  expect(await faultsOf(escoFormat('en'), 'conceptUri,skillType,preferredLabel', ...rows)).toHaveLength(50);
});

test('more concepts than allowed are refused', async () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => `${uri(at)},,label`);
  expect(await faultsOf(escoFormat('en'), 'conceptUri,skillType,preferredLabel', ...rows)).toEqual([
    'line 1002: at most 1000 concepts were expected',
  ]);
});

test("O*NET's skills, knowledge and abilities are kept; headings and the rest of the model are not", async () => {
  const file = await read(
    onetFormat,
    'Element ID\tElement Name\tDescription',
    '1.A\tAbilities\t-',
    '1.A.1\tCognitive Abilities\t-',
    '1.A.1.a\tOral Comprehension\tUnderstand.',
    '1.B.1\tInterests\t-',
    '2.A\tBasic Skills\t-',
    '2.A.1.a\tReading Comprehension\t-',
    '2.B.2\tComplex Problem Solving Skills\t-',
    '2.B.2.i\tComplex Problem Solving\t-',
    '2.C.10\tTransportation\t-',
    '2.D\tEducation\t-',
  );
  const concepts = withoutHeadings(file.concepts);
  expect(concepts.map(({ code, kind }) => `${code} ${kind}`)).toEqual([
    '1.A.1.a ability',
    '2.A.1.a skill',
    '2.B.2.i skill',
    '2.C.10 knowledge',
  ]);
  expect(concepts[0]?.uri).toBe('https://www.onetonline.org/find/descriptor/result/1.A.1.a');
});

test('an own catalogue holds its labels in several languages', async () => {
  const file = await read(
    ownFormat,
    'uri;kind;label_nl;label_en;alt_nl;description_en;broader;code',
    'https://kompas.example/s/1;skill;hardsolderen;brazing;solderen|vlamsolderen;Join pipes.;https://kompas.example/s;K1',
    'urn:kompas:2;responsibility;zelfstandig werken;;;;;',
  );
  expect(file.concepts[0]).toMatchObject({ kind: 'skill', code: 'K1', broader: 'https://kompas.example/s' });
  expect([...(file.concepts[0]?.wordings ?? [])]).toEqual([
    [
      'nl',
      { preferred: 'hardsolderen', alternative: ['solderen', 'vlamsolderen'], hidden: [], description: undefined },
    ],
    ['en', { preferred: 'brazing', alternative: [], hidden: [], description: 'Join pipes.' }],
  ]);
  expect([...(file.concepts[1]?.wordings.keys() ?? [])]).toEqual(['nl']);
});

test('an own catalogue may not speak for a shared one, nor lose words in a mistyped column', async () => {
  expect(await faultsOf(ownFormat, 'uri,kind,label_nl', `${uri(1)},skill,x`)).toEqual([
    'line 2, column "uri": a URI of your own was expected; this one belongs to a shared catalogue',
  ]);
  expect(await faultsOf(ownFormat, 'uri,kind,label_nl,labl_en', 'urn:a:1,skill,x,y')).toEqual([
    'line 1, column "labl_en": one of uri, kind, code, broader, label_nl, alt_nl, description_nl, … was expected',
  ]);
  expect(await faultsOf(ownFormat, 'uri,kind,label_nl,alt_nl', 'urn:a:1,competence,,x')).toEqual([
    'line 2, column "label_nl": a label was expected, since there are other labels or a description in this language',
    'line 2, column "kind": one of skill, knowledge, ability, responsibility, unspecified was expected, not "competence"',
  ]);
});
