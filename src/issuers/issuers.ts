import type { Caller, Deps, IssuerCaller } from '../platform/deps.ts';
import { problem } from '../platform/problem.ts';
import { record } from '../platform/record.ts';
import { textIn } from '../platform/text.ts';
import { didWebOf } from './did-document.ts';
import type { ChangeIssuer, CreateIssuer, IssuerAnswer, IssuerProfile } from './schema.ts';
import { type IssuerRow, insertIssuer, lockIssuer, updateProfile } from './store.ts';

/**
 * Creates an issuer. Its DID follows from the public address of this service and the slug, and never changes afterwards:
 * every badge names it.
 * @throws {Problem} `conflict` when the slug is taken
 */
export async function createIssuer(on: Deps, caller: Caller, input: CreateIssuer): Promise<IssuerAnswer> {
  const { slug: wanted, ...profile } = input;
  const slug = wanted ?? slugOf(textIn(profile.name, 'en'));
  const profileUrl = `${on.config.publicBaseUrl}/issuers/${slug}`;
  const now = on.clock.now();
  const row: IssuerRow = {
    id: on.ids.next(),
    slug,
    did: didWebOf(profileUrl),
    profileUrl,
    profile,
    createdAt: now,
    changedAt: now,
  };
  await on.database.transaction(async (tx) => {
    if (!(await insertIssuer(tx, row))) {
      throw problem('conflict', `There is an issuer "${slug}" already.`, [
        { pointer: '#/slug', detail: 'a slug that is not taken was expected' },
      ]);
    }
    await record(tx, on, caller, {
      issuerId: row.id,
      kind: 'issuer.created',
      subject: `issuer:${row.id}`,
      after: row,
      payload: { id: row.id, did: row.did },
    });
  });
  return toIssuerAnswer(row);
}

/**
 * Changes what an issuer says of itself. Badges that exist keep the words they were signed with.
 * @throws {Problem} `not-found`
 */
export async function changeIssuer(on: Deps, caller: IssuerCaller, change: ChangeIssuer): Promise<IssuerAnswer> {
  return on.database.transaction(async (tx) => {
    const before = await lockIssuer(tx, caller.issuerId);
    if (before === undefined) throw problem('not-found', 'There is no such issuer.');
    const profile: IssuerProfile = { ...before.profile, ...(change as Partial<IssuerProfile>) };
    await updateProfile(tx, caller.issuerId, profile, on.clock.now());
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'issuer.changed',
      subject: `issuer:${caller.issuerId}`,
      before: before.profile,
      after: profile,
      payload: { id: before.id },
    });
    return toIssuerAnswer({ ...before, profile });
  });
}

export function toIssuerAnswer(row: IssuerRow): IssuerAnswer {
  return {
    id: row.id,
    slug: row.slug,
    did: row.did,
    profileUrl: row.profileUrl,
    didDocumentUrl: `${row.profileUrl}/did.json`,
    ...row.profile,
    createdAt: row.createdAt.toISOString(),
  };
}

/** `Kompas Académie (Haarlem)` → `kompas-academie-haarlem` */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  if (slug === '')
    throw problem('invalid-request', 'No slug can be made of this name; give one.', [
      { pointer: '#/slug', detail: 'needed' },
    ]);
  return slug;
}
