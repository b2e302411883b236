import { rowsOf } from './stored.ts';
import type { World } from './world.ts';

/**
 * Makes many awards out of one, as if as many records had led to them: each with a credential and a place of its own. Their bytes are those of
 * the one, so they are for whoever counts and withdraws, not for whoever verifies.
 * @returns their ids, in order
 */
export async function manyAwards(
  { database }: Pick<World, 'database'>,
  like: string,
  count: number,
): Promise<string[]> {
  const rows = await rowsOf(
    database,
    `with fresh as materialized (
       select gen_random_uuid() as id, n from generate_series(1, $2::int) n
     ), places as (
       select place, row_number() over () as n from (
         select place from credentials c, generate_series(0, 131071) place
         where c.award_id = $1 and not exists (
           select from status_entries e where e.list_id = c.status_list_id and e.index = place)
         order by random() limit $2::int
       ) free
     ), made as (
       insert into awards (issuer_id, id, learner_id, achievement_id, achievement_ref, kind, record_key, basis, awarded_on, valid_until, state,
         reason, changed_at, created_at, issues)
       select a.issuer_id, fresh.id, a.learner_id, a.achievement_id, a.achievement_ref, a.kind, a.record_key || ':' || fresh.id, a.basis,
         a.awarded_on, a.valid_until, a.state, a.reason, a.changed_at, a.created_at, a.issues
       from awards a, fresh where a.id = $1
     ), entered as (
       insert into status_entries (issuer_id, list_id, index, state, changed_at)
       select c.issuer_id, c.status_list_id, places.place, 'valid', now() from credentials c, places where c.award_id = $1
     ), signed as (
       insert into credentials (issuer_id, id, award_id, url, issue, language, signing_key_id, status_list_id, status_index, facts_digest, bytes,
         valid_from)
       select c.issuer_id, gen_random_uuid(), fresh.id, regexp_replace(c.url, '[^/]+$', fresh.id::text), c.issue, c.language, c.signing_key_id,
         c.status_list_id, places.place, c.facts_digest, c.bytes, c.valid_from
       from credentials c, fresh join places using (n) where c.award_id = $1
     )
     select id from fresh order by id`,
    like,
    count,
  );
  return rows.map(({ id }) => id);
}
