import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** Architecture §2: a room imports only rooms on lower floors, through their front door. */
const floors: Record<string, number> = {
  openbadges: 0,
  platform: 0,
  library: 1,
  pages: 1,
  browser: 2,
  issuers: 1,
  catalogue: 1,
  curriculum: 2,
  status: 2,
  transparency: 2,
  privacy: 2,
  assessment: 3,
  credentials: 4,
  awards: 5,
  learners: 6,
  participants: 7,
  outbox: 8,
  delivery: 9,
  'vc-api': 9,
};

/** Rooms that stand beside the floors, with all that they may see. */
const apart: Record<string, readonly string[]> = {
  verification: ['openbadges', 'platform', 'pages', 'issuers', 'status', 'transparency'],
  library: ['openbadges', 'verification'],
  browser: ['library', 'pages'],
};

/** Rooms that may use the front door of `verification`. */
const mayVerify = ['delivery', 'library', 'vc-api'];

/** Not rooms: what puts the rooms together and starts them. */
const outside = ['cli', 'demo'];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ts$/.test(name) && !/\.(d|test|test-data)\.ts$/.test(name))
  .map((name) => join(source, name));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((match) => ({
    from: relative(source, file),
    to: relative(source, resolve(dirname(file), match[1] ?? '')),
  })),
);

const roomOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

function complaint({ from, to }: Import): string | undefined {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there || here === '' || outside.includes(here) || to.startsWith('../')) return undefined;
  const tables = from.endsWith('/tables.ts') && to.endsWith('/tables.ts');
  const ground = there === 'platform';
  if (!to.endsWith('/index.ts') && !tables && !ground) return `${from} goes around the front door: ${to}`;
  if (there === 'verification') return mayVerify.includes(here) ? undefined : `${from} may not use verification`;
  const allowed = apart[here];
  if (allowed !== undefined) return allowed.includes(there) ? undefined : `${from} may not see ${there}`;
  const [from_, to_] = [floors[here], floors[there]];
  if (from_ === undefined || to_ === undefined) return `${from} → ${to}: a room without a floor`;
  return to_ < from_ ? undefined : `${from} looks along or up: ${to}`;
}

describe('architecture', () => {
  test('every room has a floor or stands apart by name', () => {
    const rooms = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const unknown = rooms
      .map(({ name }) => name)
      .filter((name) => !(name in floors) && !(name in apart) && !outside.includes(name));
    expect(unknown).toEqual([]);
  });

  test('rooms import only lower rooms, through their front doors', () => {
    expect(imports.length, 'a checker that checks nothing must fail').toBeGreaterThan(100);
    expect(imports.map(complaint).filter((each) => each !== undefined)).toEqual([]);
  });

  test('the ground floor sees nobody', () => {
    const seen = imports.filter(
      ({ from, to }) =>
        ['platform', 'openbadges'].includes(roomOf(from)) && roomOf(from) !== roomOf(to) && !to.startsWith('../'),
    );
    expect(seen).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    const readers = files
      .filter((file) => /(?<!`)\bprocess\.env\b/.test(readFileSync(file, 'utf8')))
      .map((file) => relative(source, file));
    expect(readers.toSorted()).toEqual(['cli.ts']);
  });

  test('files are small and named after the thing or the verb in them', () => {
    const forbidden =
      /(^|-)(services?|managers?|controllers?|dtos?|entity|entities|mappers?|factory|helpers?|utils?|common|core|infrastructure)(-|\.|$)/;
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 400);
    const misnamed = files.filter((file) => forbidden.test(file.split('/').at(-1) ?? ''));
    expect([...long, ...misnamed].map((file) => relative(source, file))).toEqual([]);
  });
});
