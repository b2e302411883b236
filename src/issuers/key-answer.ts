import { verificationMethodOf } from './did-document.ts';
import type { SigningKeyAnswer } from './schema.ts';
import type { IssuerRow, SigningKeyRow } from './store.ts';

/** The page of a key: what a person, or a program that follows the link, is told about it. */
export function keyUrl({ profileUrl }: Pick<IssuerRow, 'profileUrl'>, id: string): string {
  return `${profileUrl}/keys/${id}`;
}

/** A key as the API shows it to its issuer. */
export function keyAnswer(issuer: Pick<IssuerRow, 'did' | 'profileUrl'>, row: SigningKeyRow): SigningKeyAnswer {
  return {
    id: row.id,
    algorithm: row.algorithm,
    state: row.state,
    publicKeyMultibase: row.publicKeyMultibase,
    verificationMethod: verificationMethodOf(issuer.did, row.publicKeyMultibase),
    url: keyUrl(issuer, row.id),
    createdAt: row.createdAt.toISOString(),
    ...(row.activatesAt && { activatesAt: row.activatesAt.toISOString() }),
    ...(wasActive(row) && { activatedAt: row.activatedAt.toISOString() }),
    ...(row.retiredAt && { retiredAt: row.retiredAt.toISOString() }),
    ...(row.compromisedSince && { compromisedSince: row.compromisedSince.toISOString() }),
    ...(row.compromisedAt && { compromisedAt: row.compromisedAt.toISOString() }),
    ...(row.reason !== null && { reason: row.reason }),
  };
}

/** A key that was withdrawn while pending was never in force: its planned moment lies after its end. */
export function wasActive({ state, activatedAt, activatesAt, retiredAt, compromisedAt }: SigningKeyRow): boolean {
  if (state === 'pending' || state === 'active') return state === 'active';
  const end = retiredAt ?? compromisedAt;
  return activatesAt === null || end === null || activatedAt <= end;
}
