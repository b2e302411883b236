import type { Readable } from 'node:stream';
import type { Caller, Deps } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { ImportAnswer } from '../schema.ts';
import {
  analyze,
  confirmSkills,
  deleteLabels,
  type ImportRow,
  insertImport,
  insertLabels,
  insertWords,
  lockCatalogue,
  retireSkills,
  type SkillRow,
  selectCatalogue,
  selectImports,
  upsertSkills,
} from '../store.ts';
import { escoFormat } from './esco.ts';
import type { Format } from './format.ts';
import { onetFormat, withoutHeadings } from './onet.ts';
import { ownFormat } from './own.ts';
import { type Plan, planImport, type Target } from './plan.ts';
import { type CatalogueFile, type FileLimits, readCatalogueFile } from './read-file.ts';
import { compareVersions } from './versions.ts';

/** A file that is to be imported. */
export interface ImportRequest extends Target {
  readonly fileName: string | undefined;
  /** The file, packed with gzip or not. */
  readonly body: Readable;
  /** Whether the file is meant to retire more than half of the catalogue. */
  readonly retireMany: boolean;
}

/** From this many labels on, the planner of PostgreSQL is told at once what the tables look like now. */
const manyLabels = 1_000;

const sharedLimits: FileLimits = { bytes: 64 * 1024 * 1024, records: 200_000 };
/** An issuer's own catalogue is smaller, and many issuers may import at once. */
const ownLimits: FileLimits = { bytes: 8 * 1024 * 1024, records: 20_000 };

/**
 * Imports a catalogue file: all of it or nothing. The same file again changes nothing.
 * @throws {Problem} `import-failed` (file, line and column of each fault), `body-too-large`, `conflict` when the catalogue holds a later version
 */
export async function importCatalogueFile(on: Deps, caller: Caller, request: ImportRequest): Promise<ImportAnswer> {
  const fileName =
    request.fileName ?? [request.catalogue, request.version, request.language].filter(Boolean).join('-').concat('.csv');
  // 1. Read and check everything; nothing is locked or written while somebody uploads.
  const limits = request.catalogue === 'own' ? ownLimits : sharedLimits;
  const file = tidied(request, await readCatalogueFile(request.body, fileName, formatOf(request), limits));
  return on.database.transaction(async (tx) => {
    // 2. One import of a catalogue at a time, or two would each add the same concept.
    await lockCatalogue(tx, request);
    // 3. The same file again? Then there is nothing to do.
    const imports = await selectImports(tx, request);
    const last = imports.findLast(
      (one) => one.version === request.version && one.language === (request.language ?? null),
    );
    if (last?.digest === file.digest) return toAnswer(last, 'unchanged');
    // 4. What the catalogue holds is not overwritten with something older.
    refuseOlder(request, file, imports);
    // 5. Compare the file with the catalogue.
    const known = await selectCatalogue(tx, request);
    const plan = planImport(request, file, known, () => on.ids.next());
    refuseMassRetirement(request, plan, known);
    // 6. Write. Labels refer to concepts, so concepts go first.
    await upsertSkills(tx, [...plan.added, ...plan.changed]);
    await confirmSkills(tx, plan.confirmed, request.version);
    await retireSkills(tx, plan.retired, request.version);
    await deleteLabels(tx, plan.outdatedLabels);
    await insertLabels(tx, plan.labels);
    await insertWords(tx, request.issuerId, plan.labels);
    // 7. Remember the import, for the audit log and for step 3 of the next one.
    const row = importRow(on, request, fileName, file, plan);
    await insertImport(tx, row);
    await record(tx, on, caller, {
      issuerId: request.issuerId,
      kind: 'catalogue.imported',
      subject: `catalogue-import:${row.id}`,
      after: row,
      payload: {
        id: row.id,
        catalogue: row.catalogue,
        version: row.version,
        language: row.language,
        digest: row.digest,
      },
    });
    if (plan.labels.length >= manyLabels) await analyze(tx);
    return toAnswer(row, 'imported');
  });
}

function formatOf({ catalogue, language }: ImportRequest): Format {
  switch (catalogue) {
    case 'esco':
      return escoFormat(language ?? 'en');
    case 'onet':
      return onetFormat;
    case 'own':
      return ownFormat;
  }
}

function tidied({ catalogue }: ImportRequest, file: CatalogueFile): CatalogueFile {
  return catalogue === 'onet' ? { ...file, concepts: withoutHeadings(file.concepts) } : file;
}

function refuseOlder(
  { catalogue, version, language }: ImportRequest,
  file: CatalogueFile,
  imports: readonly ImportRow[],
): void {
  if (!file.definesConcepts && !imports.some((one) => one.definesConcepts)) {
    throw problem(
      'conflict',
      `Labels in another language need concepts to belong to: import the English file of ${catalogue} first.`,
    );
  }
  // Labels of an older version are welcome where the language has none of a later one: they merge on the URI.
  const rivals = imports.filter(
    (one) => file.definesConcepts === one.definesConcepts && one.language === (language ?? null),
  );
  const later = rivals.find((one) => compareVersions(one.version, version) > 0);
  if (later !== undefined) {
    throw problem(
      'conflict',
      `Version ${later.version} of this catalogue was imported already, which is later than ${version}.`,
    );
  }
}

/** A file that was cut off at a line's end looks whole; it must not empty a catalogue. */
function refuseMassRetirement({ retireMany }: ImportRequest, plan: Plan, known: ReadonlyMap<string, SkillRow>): void {
  const present = [...known.values()].filter(({ retiredIn }) => retiredIn === null).length;
  if (retireMany || plan.retired.length * 2 <= present) return;
  throw problem(
    'conflict',
    `This file lacks ${plan.retired.length} of the ${present} concepts of the catalogue; nothing was changed. Say retireMany=true if that is meant.`,
    [
      {
        parameter: 'retireMany',
        detail: 'true was expected for a file that retires more than half of the catalogue',
        code: 'mass-retirement',
      },
    ],
  );
}

function importRow(on: Deps, request: ImportRequest, fileName: string, file: CatalogueFile, plan: Plan): ImportRow {
  return {
    issuerId: request.issuerId,
    id: on.ids.next(),
    catalogue: request.catalogue,
    version: request.version,
    language: request.language ?? null,
    fileName,
    digest: file.digest,
    importedAt: on.clock.now(),
    definesConcepts: file.definesConcepts,
    records: file.concepts.length,
    added: plan.added.length,
    changed: plan.changed.length,
    retired: plan.retired.length,
    skipped: plan.skipped,
  };
}

function toAnswer(row: ImportRow, outcome: ImportAnswer['outcome']): ImportAnswer {
  const { catalogue, version, language, fileName, digest, definesConcepts, records, added, changed, retired, skipped } =
    row;
  const counts =
    outcome === 'imported' ? { added, changed, retired, skipped } : { added: 0, changed: 0, retired: 0, skipped };
  return {
    outcome,
    catalogue,
    version,
    ...(language !== null && { language }),
    fileName,
    digest,
    definesConcepts,
    records,
    ...counts,
  };
}
