import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Provider, type World } from '../support/world.ts';
import { reportOf } from './academy.ts';
import { logging } from './checks/log.ts';
import { countedTwice, lostAwards, lostCompletions, type Queryable } from './checks/lost.ts';
import { delivering } from './checks/outbox.ts';
import { statuses } from './checks/status.ts';
import { wholeness } from './checks/whole.ts';
import { acknowledge, type Ledger, makeLedger } from './ledger.ts';

/** A checker that finds nothing in a broken database proves nothing: here each is shown one that was broken on purpose. */
let world: World;
let academy: Provider;
let ledger: Ledger;

async function tell(level: 3 | 4 = 3, replaces?: string) {
  const body = { ...reportOf('checks@example.org', 'ST-05', level), ...(replaces !== undefined && { replaces }) };
  const { body: answer } = await academy.post('/v1/completions', body);
  return acknowledge(ledger, 'ST-05', body, answer);
}

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
  ledger = makeLedger();
  const first = await tell();
  world.clock.advance(60_000);
  first.corrected = true;
  await tell(4, first.completionId);
  const [one] = ledger.awards.values();
  if (one === undefined) throw new Error('nothing was awarded');
  await academy.post(`/v1/awards/${one.id}/revoke`, { reason: 'Test' });
  one.state = 'revoked';
  await world.work('sequence-log');
});
afterAll(() => world[Symbol.asyncDispose]());

/** Damages the database as only a superuser can, past triggers and foreign keys; looks; and makes it whole again. */
async function damaged(statement: string, look: (connection: Queryable) => Promise<string[]>): Promise<string[]> {
  const client = await world.database.$client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(statement);
    return await look(client);
  } finally {
    await client.query('rollback');
    client.release(true);
  }
}

const all = { ...wholeness, ...statuses, ...logging, ...delivering };

test('of a sound database nothing is said', async () => {
  for (const [name, check] of Object.entries(all))
    expect([name, await check(world.database.$client)]).toEqual([name, []]);
  for (const check of [lostAwards, lostCompletions, countedTwice]) {
    expect(await check(world.database.$client, ledger)).toEqual([]);
  }
});

describe('what was acknowledged', () => {
  test.each([
    ['an award that is gone', lostAwards, "delete from awards where state = 'revoked'", 'is lost'],
    ['a revocation that is gone', lostAwards, "update awards set state = 'active'", 'acknowledged as revoked'],
    ['a completion that is gone', lostCompletions, 'delete from completions where replaced_by is null', 'is lost'],
    [
      'a correction that is gone',
      lostCompletions,
      'update completions set replaced_by = null, record_key = id::text',
      'corrected true',
    ],
    [
      'a report counted twice',
      countedTwice,
      'update completions set replaced_by = null, record_key = id::text',
      'counted twice',
    ],
    ['a report nobody sent', countedTwice, 'delete from completions where replaced_by is null', 'are stored'],
  ])('%s', async (_what, check, statement, words) => {
    const found = await damaged(statement, (connection) => check(connection, ledger));
    expect(found.join('\n')).toContain(words);
  });
});

/** Each damage, and who must find it. A row is written anew under another transaction number by an update that changes nothing. */
const damages: Record<keyof typeof all, string> = {
  awardsWithoutCredential: 'delete from credentials',
  credentialsWithoutAward: 'delete from awards',
  issuesUncounted: 'delete from credentials where issue = 2',
  reissuesNotNewer: "update credentials set valid_from = valid_from - interval '1 hour' where issue = 2",
  awardsWithoutAudit: "update audit_entries set actor = actor where action = 'award.issued'",
  awardsWithoutMessage: "update outbox_messages set at = at where kind = 'award.issued'",
  auditWithoutMessage: "delete from outbox_messages where kind = 'award.revoked'",
  halfCompletions: 'delete from assessments where not replaced',
  completionsWithoutAudit: "delete from audit_entries where action = 'completion.corrected'",
  correctionsOfNothing: 'delete from completions where replaced_by is null',
  sameAwardTwice: `insert into awards select issuer_id, gen_random_uuid(), learner_id, achievement_id, achievement_ref, kind, 'again', basis,
    awarded_on, valid_until, 'active', null, changed_at, created_at, issues from awards where state = 'active'`,
  sameLearnerTwice: `alter table learners drop constraint learners_email, drop constraint learners_email_index;
    insert into learners (issuer_id, id, email, email_index, created_at)
      select issuer_id, gen_random_uuid(), email, email_index, created_at from learners`,
  halfAnswers: `insert into idempotency_keys (key_hash, salt, request_digest, expires_at) values ('x', '', '', now())`,
  placeTakenTwice: `alter table credentials drop constraint credentials_status;
    update credentials set status_index = (select min(status_index) from credentials)`,
  withdrawnButValid: "update status_entries set state = 'valid'",
  replacedButValid: "update status_entries set state = 'valid'",
  activeButWithdrawn: "update status_entries set state = 'revoked'",
  issuesNotLogged: "delete from log_entries where kind = 'issued'",
  withdrawalsNotLogged: "delete from log_entries where kind = 'revoked'",
  gapsInLog: 'delete from log_leaves where index = 1',
  leavesOfNothing: 'delete from log_entries where leaf_index = 0',
  placesWithoutLeaf: 'delete from log_leaves where index = 0',
  checkpointTooShort: 'delete from log_checkpoints',
  auditNotLinked: 'delete from audit_links where sequence = 2',
  gapsInChain: 'delete from audit_links where sequence = 2',
  messagesPassedOver: `insert into webhook_endpoints
      select id, gen_random_uuid(), 'https://receiver.example', null, 'active', '', '', '', created_at, created_at, null from issuers;
    update webhook_endpoints set created_at = created_at - interval '1 day';
    update outbox_cursor set transaction = pg_current_xact_id()`,
  deliveriesOfNothing: `insert into deliveries
      (issuer_id, id, channel, receiver, message_id, message_ids, kind, subject, state, attempts, next_attempt_at, created_at)
    select id, gen_random_uuid(), 'webhook', id, gen_random_uuid(), '[]', 'x', 'x', 'pending', 0, now(), now() from issuers`,
  revokedOtherThanOnce: "delete from audit_entries where action = 'award.revoked'",
};

test.each(Object.entries(damages))('%s', async (name, statement) => {
  const check = all[name];
  if (check === undefined) throw new Error(`there is no check ${name}`);
  expect(await damaged(statement, check)).not.toEqual([]);
});

test('every check is shown its damage', () => {
  expect(Object.keys(damages).toSorted()).toEqual(Object.keys(all).toSorted());
});
