import { type Check, finds } from './lost.ts';

/**
 * Facts that belong together are there together. `xmin` is the number of the (sub)transaction that wrote a row (PostgreSQL manual, "System
 * Columns"), so equal numbers show that they were written in one.
 */
export const wholeness: Readonly<Record<string, Check>> = {
  awardsWithoutCredential: finds(
    'award without credential',
    'select a.id as wrong from awards a where not exists (select from credentials c where c.award_id = a.id)',
  ),
  credentialsWithoutAward: finds(
    'credential without award',
    'select c.id as wrong from credentials c where not exists (select from awards a where a.id = c.award_id)',
  ),
  issuesUncounted: finds(
    'award whose issues are not its credentials',
    `select a.id as wrong from awards a left join credentials c on c.award_id = a.id
     group by a.id, a.issues having a.issues <> count(c.id) or a.issues <> max(c.issue)`,
  ),
  reissuesNotNewer: finds(
    'issue that is not newer than the one before',
    `select id as wrong from (select id, valid_from, lag(valid_from) over (partition by award_id order by issue) as before from credentials) issues
     where valid_from <= before`,
  ),
  awardsWithoutAudit: finds(
    'award without audit entry of its transaction',
    `select a.id as wrong from awards a join credentials c on c.award_id = a.id and c.issue = 1
     where not exists (select from audit_entries e where e.action = 'award.issued' and e.subject = 'award:' || a.id and e.xmin = c.xmin)`,
  ),
  awardsWithoutMessage: finds(
    'award without outbox message of its transaction',
    `select a.id as wrong from awards a join credentials c on c.award_id = a.id and c.issue = 1
     where not exists (select from outbox_messages m where m.kind = 'award.issued' and m.subject = 'award:' || a.id and m.xmin = c.xmin)`,
  ),
  auditWithoutMessage: finds(
    'audit entry and outbox message that do not pair',
    `select coalesce(e.action, m.kind) || ' ' || coalesce(e.subject, m.subject) as wrong
     from (select action, subject, xmin::text as t, count(*) from audit_entries group by 1, 2, 3) e
     full join (select kind, subject, xmin::text as t, count(*) from outbox_messages group by 1, 2, 3) m
       on m.kind = e.action and m.subject = e.subject and m.t = e.t and m.count = e.count
     where e.action is null or m.kind is null`,
  ),
  halfCompletions: finds(
    'completion without assessments',
    `select c.id as wrong from completions c
     where c.status = 'completed' and not exists (select from assessments s where s.completion_id = c.id)`,
  ),
  completionsWithoutAudit: finds(
    'completion without audit entry of its transaction',
    `select s.completion_id as wrong from completions c join assessments s on s.completion_id = c.id
     where not exists (select from audit_entries e where e.subject = 'completion:' || c.id)`,
  ),
  correctionsOfNothing: finds(
    'completion replaced by nothing',
    `select c.id as wrong from completions c
     where c.replaced_by is not null and not exists (select from completions n where n.id = c.replaced_by)`,
  ),
  sameAwardTwice: finds(
    'award made twice',
    `select learner_id || ' ' || achievement_ref as wrong from awards where state <> 'revoked'
     group by learner_id, achievement_ref having count(*) > 1`,
  ),
  sameLearnerTwice: finds(
    'learner made twice',
    'select min(id::text) as wrong from learners group by issuer_id, coalesce(email_index, email) having count(*) > 1',
  ),
  halfAnswers: finds('kept answer that is none', 'select key_hash as wrong from idempotency_keys where answer is null'),
};
