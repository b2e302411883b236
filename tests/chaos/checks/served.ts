import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { verifiesIndependently } from '../../support/independent-verifier.ts';
import type { Ledger } from '../ledger.ts';
import type { Queryable } from './lost.ts';

/** A service that is asked as a stranger asks. */
export interface Served {
  readonly address: string;
  readonly connection: Queryable;
  /** Of the issuer of all these badges. */
  readonly didDocument: unknown;
}

type Known = Ledger['awards'] extends Map<string, infer Award> ? Award : never;

const verdicts = { active: 'valid', suspended: 'suspended', revoked: 'revoked' } as const;

export async function didDocumentOf(address: string, slug: string): Promise<unknown> {
  return (await fetch(new URL(`/issuers/${slug}/did.json`, address))).json();
}

/** A badge that was acknowledged is served as it was signed, verifies for us and for a verifier that shares no code with us, and says its state. */
export async function wronglyServed({ address, connection, didDocument }: Served, award: Known): Promise<string[]> {
  const answer = await fetch(new URL(new URL(award.url).pathname, address), { headers: { accept: 'application/vc' } });
  if (answer.status !== 200) return [`badge ${award.id} is answered with ${answer.status}`];
  const bytes = Buffer.from(await answer.arrayBuffer());
  const wrong: string[] = [];
  wrong.push(...(await otherThanSigned(connection, award.id, bytes)));
  const judged = await fetch(new URL('/verify', address), {
    method: 'POST',
    headers: { 'content-type': 'application/vc', accept: 'application/json' },
    body: bytes,
  });
  const { verdict } = (await judged.json()) as { verdict?: string };
  if (verdict !== verdicts[award.state]) wrong.push(`badge ${award.id} is ${award.state}, its verdict ${verdict}`);
  const sound = await verifiesIndependently(JSON.parse(bytes.toString('utf8')), didDocument).catch(() => false);
  if (!sound) wrong.push(`badge ${award.id} does not verify independently`);
  return wrong;
}

/** The log holds the salted digest of the bytes, written in the transaction that signed them. */
async function otherThanSigned(connection: Queryable, id: string, bytes: Buffer): Promise<string[]> {
  const { rows } = await connection.query(
    `select c.url, c.status_index as index, s.url as list, l.salt, l.digest from credentials c
       join status_lists s on s.id = c.status_list_id
       left join log_entries l on l.credential_id = c.id and l.kind = 'issued'
     where c.award_id = $1 order by c.issue desc limit 1`,
    [id],
  );
  const [stored] = rows;
  if (stored?.salt == null) return [`badge ${id} is in no log`];
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const wrong = sha256(stored.salt, sha256(bytes)).equals(stored.digest) ? [] : [`badge ${id} is not served as signed`];
  const { id: url, credentialStatus: place } = JSON.parse(bytes.toString('utf8'));
  const same =
    url === stored.url && place.statusListCredential === stored.list && place.statusListIndex === String(stored.index);
  return same ? wrong : [...wrong, `badge ${id} was signed with another place or address than is stored`];
}

/** The lists that are published show every acknowledged withdrawal, and no withdrawal of a badge that holds. */
export async function wronglyListed(address: string, connection: Queryable, { awards }: Ledger): Promise<string[]> {
  const { rows } = await connection.query(
    `select distinct on (c.award_id) c.award_id, c.status_index, l.url from credentials c
     join status_lists l on l.id = c.status_list_id order by c.award_id, c.issue desc`,
  );
  const lists = new Map<string, Buffer>();
  const wrong: string[] = [];
  for (const { award_id: id, status_index: index, url } of rows) {
    const award = awards.get(id);
    if (award === undefined) continue;
    const list = lists.get(url) ?? (await fetchList(address, url));
    lists.set(url, list);
    // Bitstring Status List §3.2: the first index is the left-most bit.
    const bit = ((list[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
    if ((bit === 1) !== (award.state !== 'active')) wrong.push(`award ${id} is ${award.state}, its bit ${bit}`);
  }
  return wrong;
}

async function fetchList(address: string, url: string): Promise<Buffer> {
  const answer = await fetch(new URL(new URL(url).pathname, address), { headers: { accept: 'application/vc' } });
  const list = (await answer.json()) as { credentialSubject?: { encodedList?: string } };
  // Bitstring Status List §2.2: multibase base64url (`u`), then GZIP.
  return gunzipSync(Buffer.from(list.credentialSubject?.encodedList?.slice(1) ?? '', 'base64url'));
}
