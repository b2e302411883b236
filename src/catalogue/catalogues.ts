import type { Connection } from '../platform/database.ts';
import type { Catalogue, CatalogueId } from './schema.ts';
import { type CatalogueKey, countKinds, countLanguages, type ImportRow, selectImports } from './store.ts';

/** What must be said of each catalogue wherever it is used; the wording is the owner's. */
const about: Readonly<Record<CatalogueId, Pick<Catalogue, 'name' | 'licence' | 'attribution' | 'website'>>> = {
  esco: {
    name: 'ESCO skills and competences',
    licence: 'Commission Decision 2011/833/EU',
    attribution: 'This service uses the ESCO classification of the European Commission.',
    website: 'https://esco.ec.europa.eu/',
  },
  onet: {
    name: 'O*NET abilities, skills and knowledge',
    licence: 'CC BY 4.0',
    attribution:
      'This product includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license.',
    website: 'https://www.onetcenter.org/',
  },
  own: { name: 'Own catalogue' },
};

/** The catalogues that somebody may use: the shared ones, and the own one of an issuer. Also those into which nothing was imported yet. */
export async function listCatalogues(connection: Connection, issuerId: string | null): Promise<Catalogue[]> {
  const keys: CatalogueKey[] = [
    { issuerId: null, catalogue: 'esco' },
    { issuerId: null, catalogue: 'onet' },
    ...(issuerId === null ? [] : [{ issuerId, catalogue: 'own' } as const]),
  ];
  const described: Awaited<ReturnType<typeof describe>>[] = [];
  // One after the other: they share the connection of the request.
  for (const key of keys) described.push(await describe(connection, key));
  return described;
}

async function describe(connection: Connection, key: CatalogueKey): Promise<Catalogue> {
  const kinds = await countKinds(connection, key);
  const languages = await countLanguages(connection, key);
  const present = kinds.filter(({ retired }) => !retired);
  return {
    id: key.catalogue,
    ...about[key.catalogue],
    concepts: present.reduce((sum, { count }) => sum + count, 0),
    retired: kinds.reduce((sum, { retired, count }) => sum + (retired ? count : 0), 0),
    kinds: Object.fromEntries(present.map(({ kind, count }) => [kind, count])),
    languages: Object.fromEntries(languages.map(({ language, count }) => [language, count])),
    versions: byVersion(await selectImports(connection, key)),
  };
}

function byVersion(imports: readonly ImportRow[]): Catalogue['versions'] {
  return [...Map.groupBy(imports, ({ version }) => version)].map(([version, files]) => ({
    version,
    files: files.map(({ fileName, language, digest, records, importedAt }) => ({
      fileName,
      ...(language !== null && { language }),
      digest,
      records,
      importedAt: importedAt.toISOString(),
    })),
  }));
}
