import { reportOf, type StationName, stations } from './academy.ts';
import { acknowledge, type KnownReport, type Ledger } from './ledger.ts';
import { type Order, type Sender, sendUntilAnswered } from './send.ts';

/** One provider's programme that sends one thing after the other. Nobody else reports about its learners, so it knows what must be so. */
export interface Worker {
  readonly name: string;
  readonly sender: Sender;
  readonly ledger: Ledger;
  readonly learners: { readonly email: string; readonly left: StationName[] }[];
  orders: number;
}

export function makeWorker(name: string, sender: Sender, ledger: Ledger): Worker {
  return { name, sender, ledger, learners: [], orders: 0 };
}

/** Does so many things, one after the other, each chosen by chance. */
export async function work(worker: Worker, operations: number): Promise<void> {
  for (let done = 0; done < operations; done += 1) await somethingOf(worker);
}

async function somethingOf(worker: Worker): Promise<void> {
  const { dice } = worker.sender;
  const thrown = dice.below(100);
  const own = worker.ledger.reports.filter(({ body }) =>
    worker.learners.some(({ email }) => email === body.learner.email),
  );
  const standing = own.filter(({ corrected }) => !corrected);
  const held = own.flatMap(({ awardIds }) => awardIds.map((id) => worker.ledger.awards.get(id)));
  const active = held.filter((award) => award?.state === 'active');
  if (thrown < 45 || standing.length === 0) await report(worker, nextStation(worker));
  else if (thrown < 60) await repeat(worker, dice.pick(standing));
  else if (thrown < 75) await correct(worker, dice.pick(standing));
  else if (thrown < 83) await sameAtOnce(worker);
  else if (thrown < 88) await lineAtOnce(worker);
  else if (active.length > 0) await withdraw(worker, dice.pick(active)?.id ?? '', thrown < 95 ? 'revoke' : 'suspend');
}

/** A new learner, or another station of a known one. */
function nextStation(worker: Worker): { email: string; station: StationName } {
  const { dice } = worker.sender;
  const open = worker.learners.filter(({ left }) => left.length > 0);
  const learner = dice.next() < 0.4 || open.length === 0 ? newLearner(worker) : dice.pick(open);
  const station = dice.pick(learner.left);
  learner.left.splice(learner.left.indexOf(station), 1);
  return { email: learner.email, station };
}

function newLearner(worker: Worker) {
  const email = `${worker.name}-${worker.learners.length}@example.org`;
  const learner = { email, left: stations.map(({ station }) => station) };
  worker.learners.push(learner);
  return learner;
}

/** Some clients cut their connection while the report is worked on; they send it again under the same key. */
function order(worker: Worker, path: string, body: unknown): Order {
  const { dice } = worker.sender;
  worker.orders += 1;
  const cutAfter = dice.next() < 0.12 ? 1 + dice.below(60) : undefined;
  return { path, body, key: `${worker.name}.${worker.orders}`, cutAfter };
}

async function report(worker: Worker, { email, station }: { email: string; station: StationName }): Promise<void> {
  const body = reportOf(email, station, 3);
  const { status, body: answer } = await sendUntilAnswered(worker.sender, order(worker, '/v1/completions', body));
  if (status < 300) acknowledge(worker.ledger, station, body, answer);
}

/** Later and under another key: what a provider does who has lost the answer. */
async function repeat(worker: Worker, known: KnownReport): Promise<void> {
  const answer = await sendUntilAnswered(worker.sender, order(worker, '/v1/completions', known.body));
  expectSame(worker, known, answer.body, 'the same report later');
}

async function correct(worker: Worker, known: KnownReport): Promise<void> {
  const level = known.body.assessments[0]?.criteria[0]?.level === 3 ? 4 : 3;
  const body = { ...reportOf(known.body.learner.email, known.station, level), replaces: known.completionId };
  const { status, body: answer } = await sendUntilAnswered(worker.sender, order(worker, '/v1/completions', body));
  if (status >= 300) return;
  known.corrected = true;
  const before = known.awardIds.filter((id) => !answer.awards.some((award: any) => award.id === id));
  if (before.length > 0) worker.sender.tally.faults.push(`a correction lost the awards ${before.join(', ')}`);
  acknowledge(worker.ledger, known.station, body, answer);
}

/** The same report from four clients at once: two under one key, two under keys of their own. */
async function sameAtOnce(worker: Worker): Promise<void> {
  const { email, station } = nextStation(worker);
  const body = reportOf(email, station, 3);
  const shared = order(worker, '/v1/completions', body);
  const orders = [shared, { ...shared, cutAfter: undefined }];
  orders.push(order(worker, '/v1/completions', body), order(worker, '/v1/completions', body));
  const [first, ...others] = await Promise.all(orders.map((each) => sendUntilAnswered(worker.sender, each)));
  if (first === undefined || first.status >= 300) return;
  const known = acknowledge(worker.ledger, station, body, first.body);
  for (const each of others) expectSame(worker, known, each.body, 'the same report at once');
}

/** All stations of a line at once: together they make one badge more. */
async function lineAtOnce(worker: Worker): Promise<void> {
  const learner = newLearner(worker);
  const names = learner.left.splice(0);
  await Promise.all(names.map((station) => report(worker, { email: learner.email, station })));
}

async function withdraw(worker: Worker, id: string, verb: 'revoke' | 'suspend'): Promise<void> {
  const path = `/v1/awards/${id}/${verb}`;
  const answer = await sendUntilAnswered(worker.sender, order(worker, path, { reason: { nl: 'Proef', en: 'Trial' } }));
  const award = worker.ledger.awards.get(id);
  if (answer.status < 300 && award !== undefined) award.state = verb === 'revoke' ? 'revoked' : 'suspended';
}

function expectSame(worker: Worker, known: KnownReport, answer: any, what: string): void {
  const ids: string[] = (answer?.awards ?? []).map(({ id }: { id: string }) => id);
  const missing = known.awardIds.filter((id) => !ids.includes(id));
  if (answer?.completion?.id === known.completionId && missing.length === 0) return;
  worker.sender.tally.faults.push(
    `${what} gave completion ${answer?.completion?.id} (${known.completionId} before), without the awards ${missing.join(', ')}`,
  );
}
