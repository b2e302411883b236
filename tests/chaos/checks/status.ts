import { type Check, finds } from './lost.ts';

/** Places in the status lists, and what they say. */
export const statuses: Readonly<Record<string, Check>> = {
  placeTakenTwice: finds(
    'place in a status list taken twice',
    `select status_list_id || ' ' || status_index as wrong from credentials
     group by status_list_id, status_index having count(*) > 1`,
  ),
  withdrawnButValid: finds(
    'withdrawn award with a credential whose bit is not set',
    `select c.id as wrong from awards a join credentials c on c.award_id = a.id
       join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
     where a.state <> 'active' and e.state = 'valid'`,
  ),
  replacedButValid: finds(
    'credential that was replaced and whose bit is not set',
    `select c.id as wrong from awards a join credentials c on c.award_id = a.id and c.issue < a.issues
       join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
     where e.state = 'valid'`,
  ),
  activeButWithdrawn: finds(
    'active award whose newest credential is withdrawn',
    `select c.id as wrong from awards a join credentials c on c.award_id = a.id and c.issue = a.issues
       join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
     where a.state = 'active' and e.state <> 'valid'`,
  ),
  revokedOtherThanOnce: finds(
    'revocation that was not recorded exactly once',
    `select a.id as wrong from awards a left join audit_entries e on e.subject = 'award:' || a.id and e.action = 'award.revoked'
     group by a.id, a.state having count(e.id) <> case a.state when 'revoked' then 1 else 0 end`,
  ),
};
