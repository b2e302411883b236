import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliver } from '../support/deliver.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { memoryLog } from '../support/memory-log.ts';
import { type ReadMail, readMail } from '../support/read-mail.ts';
import { relayAll } from '../support/relay-all.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let mailbox: Mailbox;
let world: World;
let academy: Provider;
const log = memoryLog();
beforeAll(async () => {
  mailbox = await openMailbox();
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'Stempel <badges@mail.example>', LOG_LEVEL: 'trace' };
  world = await makeWorld({ env, log: log.stream });
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

let count = 0;
/** A report that brings two badges: the station and its ULO. */
async function earn(learner: Record<string, string> = {}, levels?: [number, number]) {
  const email = learner.email ?? `mail-${++count}@example.org`;
  const report = { ...reportOf(email, levels), learner: { email, name: 'Noor Visser', ...learner } };
  const { status, body, text } = await academy.post('/v1/completions', report);
  expect(status, text).toBe(201);
  return { email, report, id: body.learner.id as string, awards: body.awards as any[] };
}
const lastTo = (email: string): ReadMail => readMail(mailbox.to(email).at(-1) ?? { to: [], text: '' });
const deliveriesTo = async (learner: string) =>
  (await academy.get(`/v1/deliveries?receiver=${learner}`)).body.items as any[];
const linksIn = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url ?? '');
const reason = { reason: { nl: 'Een <b>vergissing</b>', en: 'A mistake' } };

describe('one report', () => {
  test('that brings two badges is one mail, with links that work', async () => {
    const { email, awards, id } = await earn({ language: 'nl' });
    await deliver(world);
    expect(awards).toHaveLength(2);
    expect(mailbox.to(email)).toHaveLength(1);
    const { headers, text, html } = lastTo(email);
    expect(headers).toMatchObject({
      from: ['Stempel <badges@mail.example>'],
      to: [`Noor Visser <${email}>`],
      subject: ['2 badges behaald bij Academie kompas'],
      'auto-submitted': ['auto-generated'],
      'content-language': ['nl'],
    });
    const [delivery, ...others] = await deliveriesTo(id);
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({ channel: 'mail', state: 'delivered', attempts: 1, kind: 'award.issued' });
    expect(delivery.events).toHaveLength(2);
    expect(headers['message-id']).toEqual([`<${delivery.id}@badges.example>`]);
    const own = linksIn(html).find((url) => url.includes('/mine/')) ?? '';
    expect(linksIn(html)).toEqual([...awards.map(({ url }) => url), own]);
    for (const url of linksIn(html)) {
      expect(text).toContain(url);
      const page = await world.stranger.get(new URL(url).pathname, { accept: 'text/html' });
      expect(page.status, url).toBe(200);
    }
    expect((await world.stranger.get(new URL(own).pathname, { accept: 'text/html' })).text).toContain(email);
    for (const { achievement } of awards) {
      expect(text).toContain(achievement.name.nl);
      expect(html).toContain(achievement.name.nl);
    }
    expect(html).toContain('<html lang="nl">');
    expect(text).toContain('Hallo Noor Visser,');
  });

  test('is told in the language of the learner, else in that of the badge', async () => {
    const english = await earn({ language: 'en' });
    const unsaid = await earn();
    await deliver(world);
    const mail = lastTo(english.email);
    expect(mail.headers.subject).toEqual(['2 badges earned at Academy kompas']);
    expect(mail.html).toContain('<html lang="en">');
    expect(mail.text).toContain('Hello Noor Visser,');
    expect(lastTo(unsaid.email).headers['content-language']).toEqual(['nl']);
  });

  test('fired twenty times at once is one mail', async () => {
    const email = 'twenty@example.org';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => academy.post('/v1/completions', reportOf(email))),
    );
    expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
    await Promise.all([deliver(world), deliver(world), deliver(world)]);
    await deliver(world);
    expect(mailbox.to(email)).toHaveLength(1);
  });

  test('whose badge page is not there for others links to the own page only', async () => {
    const policy = { retentionYears: null, onErasure: 'keep', learnerErasure: 'on-request' };
    await academy.put('/v1/issuers/me/privacy', { ...policy, badgePage: 'when-shared' });
    const { email } = await earn();
    await deliver(world);
    await academy.put('/v1/issuers/me/privacy', { ...policy, badgePage: 'open' });
    const { html, text } = lastTo(email);
    expect(linksIn(html).filter((url) => !url.includes('/mine/'))).toEqual([]);
    expect(text).toContain('alleen voor jou');
  });
});

describe('what happens to a badge later', () => {
  test('suspended and revoked are told each, with the public reason', async () => {
    const { email, awards } = await earn({ language: 'nl' });
    const [first] = awards;
    const name = first.achievement.name.nl;
    await deliver(world);
    await academy.post(`/v1/awards/${first.id}/suspend`, reason);
    await deliver(world);
    const suspended = lastTo(email);
    expect(suspended.headers.subject).toEqual([`Je badge is opgeschort: ${name}`]);
    expect(suspended.text).toContain('Reden: Een <b>vergissing</b>');
    expect(suspended.html).toContain('Reden: Een &lt;b&gt;vergissing&lt;/b&gt;');
    await academy.post(`/v1/awards/${first.id}/revoke`, reason);
    await deliver(world);
    const revoked = lastTo(email);
    expect(revoked.headers.subject).toEqual([`Je badge is ingetrokken: ${name}`]);
    expect(revoked.text).toContain('Reden: Een <b>vergissing</b>');
    expect(mailbox.to(email)).toHaveLength(3);
  });

  test.each([
    ['award.reissued', 'Nieuw exemplaar van je badge'],
    ['award.reinstated', 'Je badge telt weer'],
  ])('%s says that there is a new copy to download', async (kind, subject) => {
    const { email, awards } = await earn();
    await deliver(world);
    await tell(kind, awards[0].id);
    await deliver(world);
    const { headers, text } = lastTo(email);
    expect(headers.subject).toEqual([`${subject}: ${awards[0].achievement.name.nl}`]);
    expect(text).toContain('Download het dan opnieuw');
    expect(text).toContain(awards[0].url);
  });

  test('that an award moved to another version is nobody’s business', async () => {
    const { email, awards } = await earn();
    await deliver(world);
    await tell('award.moved', awards[0].id);
    await deliver(world);
    expect(mailbox.to(email)).toHaveLength(1);
  });

  /** A message of the outbox, as its verb writes it. */
  async function tell(kind: string, award: string): Promise<void> {
    await rowsOf(
      world.database,
      'insert into outbox_messages (issuer_id, id, at, kind, subject) values ($1, $2, now(), $3, $4)',
      academy.issuer.id,
      world.on.ids.next(),
      kind,
      `award:${award}`,
    );
  }
});

describe('a mail server', () => {
  test('that is down is asked again until it is back', async () => {
    await using down = await openMailbox();
    const port = Number(new URL(down.url).port);
    await down[Symbol.asyncDispose]();
    await using other = await makeWorld({ env: { SMTP_URL: down.url, MAIL_FROM: 'badges@mail.example' } });
    const kompas = await other.academy();
    const { body } = await kompas.post('/v1/completions', reportOf('patient@example.org'));
    await deliver(other);
    const waiting = async () => (await kompas.get(`/v1/deliveries?receiver=${body.learner.id}`)).body.items[0];
    expect(await waiting()).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastError: 'the mail server does not answer',
    });
    await using back = await openMailbox(port);
    await deliver(other);
    expect(back.to('patient@example.org'), 'not before its time').toEqual([]);
    other.clock.advance(60_000);
    await deliver(other);
    expect(back.to('patient@example.org')).toHaveLength(1);
    const delivered = await waiting();
    expect(delivered).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(delivered).not.toHaveProperty('lastError');
  });

  test('that answers 450 is asked again (RFC 5321 §4.2.1)', async () => {
    mailbox.answer('later@example.org', 450);
    const { email, id } = await earn({ email: 'later@example.org' });
    await deliver(world);
    expect((await deliveriesTo(id))[0]).toMatchObject({
      state: 'pending',
      lastError: 'the mail server refused for now (450)',
    });
    mailbox.answer(email, undefined);
    world.clock.advance(60_000);
    await deliver(world);
    expect(mailbox.to(email)).toHaveLength(1);
  });

  test('that refuses the address is not asked again, and everybody concerned can see it', async () => {
    mailbox.answer('nobody@example.org', 550);
    const { email, id } = await earn({ email: 'nobody@example.org' });
    await deliver(world);
    world.clock.advance(86_400_000);
    await deliver(world);
    expect(mailbox.asked.filter((address) => address === email)).toHaveLength(1);
    const { body } = await academy.get('/v1/deliveries?state=dead&channel=mail');
    expect(body.items).toEqual([
      expect.objectContaining({ receiver: id, lastError: 'the mail server refused the address (550)' }),
    ]);
  });
});

describe('no mail goes', () => {
  test('to a learner who was erased in the meantime', async () => {
    const { email, id } = await earn();
    await relayAll(world);
    expect((await academy.post(`/v1/learners/${id}/erase`, { badges: 'revoke' })).status).toBe(200);
    await deliver(world);
    expect(mailbox.to(email)).toEqual([]);
    const mails = await deliveriesTo(id);
    expect(mails.map(({ state }) => state)).toEqual(['cancelled']);
  });

  test('to one who was erased while the mail was made', async () => {
    const { email, id } = await earn();
    await relayAll(world);
    await academy.post(`/v1/learners/${id}/erase`, {});
    await rowsOf(world.database, "update deliveries set state = 'pending' where receiver = $1", id);
    await deliver(world);
    expect(mailbox.to(email)).toEqual([]);
    expect((await deliveriesTo(id))[0]).toMatchObject({ state: 'cancelled', lastError: 'the learner was erased' });
  });

  test('where the issuer wants none; what waits is cancelled', async () => {
    const waiting = await earn();
    await relayAll(world);
    const set = await academy.put('/v1/issuers/me/mail', { enabled: false });
    expect(set.body).toMatchObject({ enabled: false, available: true, changedAt: expect.any(String) });
    const { email, id } = await earn();
    await deliver(world);
    expect(mailbox.to(waiting.email)).toEqual([]);
    expect((await deliveriesTo(waiting.id))[0]?.state).toBe('cancelled');
    expect(mailbox.to(email)).toEqual([]);
    expect(await deliveriesTo(id)).toEqual([]);
    await academy.put('/v1/issuers/me/mail', { enabled: true });
  });

  test('without a mail server in the configuration, and the settings say so', async () => {
    await using other = await makeWorld();
    const kompas = await other.academy();
    await kompas.post('/v1/completions', reportOf('none@example.org'));
    await deliver(other);
    expect((await kompas.get('/v1/deliveries')).body.items).toEqual([]);
    expect((await kompas.get('/v1/issuers/me/mail')).body).toEqual({ enabled: true, available: false });
  });
});

describe('a name', () => {
  test('cannot add a header, a receiver or markup (CWE-93)', async () => {
    const name = 'Eve\r\nBcc: eve@evil.example\r\n\r\n<script>alert(1)</script> "x" <eve@evil.example>';
    const { email } = await earn({ name });
    await deliver(world);
    expect(mailbox.to(email)).toHaveLength(1);
    expect(mailbox.asked).not.toContain('eve@evil.example');
    const { headers, html } = lastTo(email);
    expect(headers).not.toHaveProperty('bcc');
    expect(headers.to).toHaveLength(1);
    expect(headers.to?.[0]).toMatch(new RegExp(`<${email}>$`));
    expect(html).not.toContain('<script');
  });

  test('is written as it is, in any script', async () => {
    const { email } = await earn({ name: 'Zoë Ünal 李雷' });
    await deliver(world);
    const { headers, text } = lastTo(email);
    expect(headers.to?.[0]).toContain('Zoë Ünal 李雷');
    expect(text).toContain('Zoë Ünal 李雷');
  });
});

test('answers go where the issuer says', async () => {
  await academy.put('/v1/issuers/me/mail', { enabled: true, replyTo: 'hulp@kompas.example' });
  const { email } = await earn();
  await deliver(world);
  await academy.put('/v1/issuers/me/mail', { enabled: true });
  expect(lastTo(email).headers['reply-to']).toEqual(['hulp@kompas.example']);
});

test('the export of a learner lists the mails', async () => {
  const { id } = await earn();
  await deliver(world);
  const { body } = await academy.get(`/v1/learners/${id}/export`);
  expect(body.more.deliveries).toEqual([
    expect.objectContaining({ channel: 'mail', kind: 'award.issued', state: 'delivered' }),
  ]);
});

test('nothing personal is kept in deliveries, in the outbox or in the log', async () => {
  const { email } = await earn({ email: 'canary-mail@example.org', name: 'Kanarie Vogel' });
  mailbox.answer('canary-dead@example.org', 550);
  await earn({ email: 'canary-dead@example.org', name: 'Kanarie Dood' });
  await deliver(world);
  expect(mailbox.to(email)).toHaveLength(1);
  const token = /\/mine\/([\w-]+)/.exec(lastTo(email).text)?.[1] ?? 'none';
  const rows = [
    ...(await rowsOf(world.database, 'select * from deliveries')),
    ...(await rowsOf(world.database, 'select * from outbox_messages')),
  ];
  for (const kept of [JSON.stringify(rows), log.text()]) {
    expect(kept).not.toMatch(/canary|kanarie/i);
    expect(kept).not.toContain(token);
  }
});
