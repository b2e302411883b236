import { approval, other, rubricZ3, sample } from './curriculum.ts';
import { relayAll } from './relay-all.ts';
import { proposeScheme } from './settled.ts';
import { type Answer, type Client, makeWorld, type Provider, reportOf, type World } from './world.ts';

/** One connection: whoever asks for a second one inside a transaction waits in vain, and the test with it. */
let world: World;
/** The sample academy, for results; a care academy with a ULO on its way, for curricula; a bare issuer. */
let kompas: Provider;
let care: Provider;
let bare: Provider;

/** The world in which {@link writes} happen; one per test file. */
export async function openScene(options: Parameters<typeof makeWorld>[0] = {}): Promise<World> {
  world = await makeWorld({ connections: 1, ...options });
  kompas = await world.academy('kompas');
  care = await world.provider('care');
  bare = await world.provider('bare');
  const { status, text } = await care.put('/v1/curriculum', other());
  if (status !== 200) throw new Error(text);
  return world;
}

/** The badge report of a fresh learner at the sample academy. */
export const reportBy = (learner: object) =>
  kompas.post('/v1/completions', { ...reportOf('nobody@example.org'), learner });

/** One thing that somebody does through the API. */
export interface Write {
  /** Makes what the write needs, outside what is counted. */
  readonly given?: () => Promise<string>;
  readonly write: (given: string) => Promise<Answer>;
  /** The same, but wrong: refused after everything that could be written too early. */
  readonly refused: (given: string) => Promise<Answer>;
  /** Whether it is meant to be several transactions, each whole in itself. */
  readonly inSteps?: boolean;
  /** Facts that it tells, at least. */
  readonly facts: readonly string[];
  /** Savepoints of the one transaction in which it writes, when there are several. */
  readonly savepoints?: number;
}

const csv = { 'content-type': 'text/csv' };
const esco = 'conceptUri,skillType,preferredLabel,altLabels,description\nhttp://data.europa.eu/esco/skill/a,,weld,,';
const onet = 'Element ID,Element Name,Description\n2.A.1.a,Reading Comprehension,Understanding written sentences.';
const own = 'uri,kind,label_nl\nurn:a:1,skill,lassen';
const broken = 'uri,kind,label_nl\nurn:a:1,nonsense,lassen';
const reason = { reason: { nl: 'vergissing' } };
const keyFor = { name: 'audit', scopes: ['awards:read'] };
const past = { ...keyFor, expiresAt: '2020-01-01T00:00:00Z' };
const absent = '01890000-0000-7000-8000-000000000000';

let count = 0;
const unique = () => `person-${++count}@example.org`;
const aLearner = async () => (await kompas.post('/v1/completions', reportOf(unique()))).body.learner.id as string;
const consent = { purpose: 'Stage', receiver: 'Warmtegilde' };
const anErasureRequest = async () => {
  const learner = await aLearner();
  const { body } = await kompas.post(`/v1/learners/${learner}/links`, {});
  await world.stranger.request({
    method: 'POST',
    url: `${new URL(body.url).pathname}/erasure`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'sure=yes',
  });
  const { body: asked } = await kompas.get('/v1/learners/erasure-requests?state=open');
  return asked.items.find((each: any) => each.learner.id === learner)?.id as string;
};
const anAward = async () => (await kompas.post('/v1/completions', reportOf(unique()))).body.awards[0].id as string;
const aProposal = async () => (await proposeScheme(kompas, unique())).id;
const aColleague = async () =>
  (await bare.post('/v1/staff', { subject: `colleague-${++count}`, role: 'viewer' })).body.id as string;
const hookTo = { url: 'https://hooks.example.com/', kinds: ['webhook.test'] };
const aWebhook = async () => (await bare.post('/v1/webhooks', hookTo)).body.id as string;
/** One that was given up. */
const aDelivery = async () => {
  const receiver = await aWebhook();
  await bare.post(`/v1/webhooks/${receiver}/test`);
  await relayAll(world);
  await world.database.$client.query("update deliveries set state = 'dead' where receiver = $1", [receiver]);
  const { body } = await bare.get(`/v1/deliveries?receiver=${receiver}`);
  return { receiver, id: body.items[0].id as string };
};
const aPendingKey = async () => (await bare.post('/v1/keys', { activatesAt: '2036-01-01T00:00:00Z' })).body.id;
const item = (section: string, at: number) => structuredClone(other()[section][at]);
const put = (by: Client, section: string, body: any) => by.put(`/v1/${section}/${encodeURIComponent(body.id)}`, body);

/** A change of an item that the rules allow, and one that they do not. */
function change(section: string, at: number, good: (item: any) => void, bad: (item: any) => void): Write {
  const changed = (by: (item: any) => void) => {
    const one = item(section, at);
    by(one);
    return put(care, section, one);
  };
  return { write: () => changed(good), refused: () => changed(bad), facts: ['curriculum.published'] };
}

const nextUlo = async () => {
  const one = item('ulos', 1);
  const { body } = await care.get('/v1/ulos/lu-2');
  const draft = {
    ...one,
    version: body.version + (body.state === 'published' ? 1 : 0),
    status: 'draft',
    validations: [],
    title: { nl: `Versie ${++count}` },
  };
  const { status, text } = await put(care, 'ulos', draft);
  if (status !== 200) throw new Error(text);
  return 'lu-2';
};

/** Every operation under /v1 that writes, in an order in which each succeeds. */
export const writes: Record<string, Write> = {
  'POST /v1/issuers': {
    write: () => world.operator.post('/v1/issuers', { slug: 'new', name: 'New', url: 'https://new.example' }),
    refused: () => world.operator.post('/v1/issuers', { slug: 'kompas', name: 'New', url: 'https://new.example' }),
    facts: ['issuer.created'],
  },
  'POST /v1/issuers/:id/api-keys': {
    write: () => world.operator.post(`/v1/issuers/${bare.issuer.id}/api-keys`, keyFor),
    refused: () => world.operator.post(`/v1/issuers/${bare.issuer.id}/api-keys`, past),
    facts: ['api-key.created'],
  },
  'POST /v1/issuers/:id/keys': {
    write: () => world.operator.post(`/v1/issuers/${bare.issuer.id}/keys`),
    refused: () => world.operator.post(`/v1/issuers/${absent}/keys`),
    facts: ['key.activated'],
  },
  'PATCH /v1/issuers/me': {
    write: () => bare.patch('/v1/issuers/me', { phone: '1' }),
    refused: () => bare.patch('/v1/issuers/me', { phone: '2', slug: 'x' }),
    facts: ['issuer.changed'],
  },
  'POST /v1/keys': {
    write: () => bare.post('/v1/keys'),
    refused: () => bare.post('/v1/keys', { algorithm: 'Ed25519', activatesAt: '2020-01-01T00:00:00Z' }),
    facts: ['key.activated'],
  },
  'POST /v1/keys/rewrap': {
    inSteps: true,
    write: () => world.operator.post('/v1/keys/rewrap'),
    refused: () => world.operator.post('/v1/keys/rewrap', { from: 'local:0' }),
    facts: ['data-keys.rewrapped'],
    savepoints: 2,
  },
  'POST /v1/keys/:id/activate': {
    given: aPendingKey,
    write: (id) => bare.post(`/v1/keys/${id}/activate`),
    refused: () => bare.post(`/v1/keys/${absent}/activate`),
    facts: ['key.activated', 'key.retired'],
  },
  'POST /v1/keys/:id/retire': {
    given: aPendingKey,
    write: (id) => bare.post(`/v1/keys/${id}/retire`),
    refused: (id) => bare.post(`/v1/keys/${id}/activate`), // after the retirement
    facts: ['key.retired'],
  },
  'POST /v1/keys/:id/compromise': {
    given: async () => (await bare.post('/v1/keys')).body.id,
    write: (id) => bare.post(`/v1/keys/${id}/compromise`, { since: '2026-11-01T00:00:00Z', reason: 'gestolen' }),
    refused: (id) => bare.post(`/v1/keys/${id}/compromise`, { since: '2026-11-02T00:00:00Z', reason: 'gestolen' }),
    facts: ['key.compromised', 'key.created', 'key.activated'],
  },
  'POST /v1/keys/:id/reissue': {
    given: async () => {
      const { id } = (await bare.post('/v1/keys')).body;
      await bare.post(`/v1/keys/${id}/compromise`, { since: '2026-11-01T00:00:00Z', reason: 'gestolen' });
      return id;
    },
    write: (id) => bare.post(`/v1/keys/${id}/reissue`),
    refused: () => bare.post(`/v1/keys/${absent}/reissue`),
    facts: ['key.reissue-started'],
  },
  'POST /v1/api-keys': {
    write: () => bare.post('/v1/api-keys', keyFor),
    refused: () => bare.post('/v1/api-keys', past),
    facts: ['api-key.created'],
  },
  'DELETE /v1/api-keys/:id': {
    given: async () => (await bare.post('/v1/api-keys', keyFor)).body.id,
    write: (id) => bare.delete(`/v1/api-keys/${id}`),
    refused: (id) => bare.delete(`/v1/api-keys/${id}`), // a second time
    facts: ['api-key.revoked'],
  },
  'POST /v1/api-keys/:id/rotate': {
    given: async () => (await bare.post('/v1/api-keys', keyFor)).body.id,
    write: (id) => bare.post(`/v1/api-keys/${id}/rotate`, {}),
    refused: (id) => bare.post(`/v1/api-keys/${id}/rotate`, {}), // a second time
    facts: ['api-key.rotated', 'api-key.created'],
  },
  'POST /v1/staff': {
    write: () => bare.post('/v1/staff', { subject: 'somebody', role: 'viewer' }),
    refused: () => bare.post('/v1/staff', { subject: 'somebody', role: 'viewer' }), // a second time
    facts: ['staff.added'],
  },
  'PATCH /v1/staff/:id': {
    given: aColleague,
    write: (id) => bare.patch(`/v1/staff/${id}`, { role: 'assessor' }),
    refused: () => bare.patch(`/v1/staff/${absent}`, { role: 'assessor' }),
    facts: ['staff.changed'],
  },
  'DELETE /v1/staff/:id': {
    given: aColleague,
    write: (id) => bare.delete(`/v1/staff/${id}`),
    refused: (id) => bare.delete(`/v1/staff/${id}`), // a second time
    facts: ['staff.removed'],
  },
  'POST /v1/catalogues/esco/imports': {
    write: () => world.operator.post('/v1/catalogues/esco/imports?version=1.2.0&language=en', esco, csv),
    refused: () => world.operator.post('/v1/catalogues/esco/imports?version=1.3.0&language=en', broken, csv),
    facts: ['catalogue.imported'],
  },
  'POST /v1/catalogues/onet/imports': {
    write: () => world.operator.post('/v1/catalogues/onet/imports?version=29.0', onet, csv),
    refused: () => world.operator.post('/v1/catalogues/onet/imports?version=29.1', broken, csv),
    facts: ['catalogue.imported'],
  },
  'POST /v1/catalogues/own/imports': {
    write: () => bare.post('/v1/catalogues/own/imports?version=1', own, csv),
    refused: () => bare.post('/v1/catalogues/own/imports?version=2', broken, csv),
    facts: ['catalogue.imported'],
  },
  'PUT /v1/curriculum': {
    write: () => bare.put('/v1/curriculum', sample()),
    refused: () => bare.put('/v1/curriculum', { ...sample(), rubrics: [] }),
    facts: ['curriculum.published', 'achievement.published'],
  },
  'PUT /v1/stations/:ref': change(
    'stations',
    0,
    (one) => {
      one.title.nl = 'Tildag twee';
    },
    (one) => {
      one.uloIds = ['none'];
    },
  ),
  'PUT /v1/lines/:ref': {
    write: () => put(bare, 'lines', { ...sample().lines[0], goal: { nl: 'Een ander doel.', en: 'Another goal.' } }),
    refused: () => put(bare, 'lines', { ...sample().lines[0], stops: [{ position: 1, stationId: 'none' }] }),
    facts: ['curriculum.published'],
  },
  'PUT /v1/ulos/:ref': change(
    'ulos',
    2,
    (one) => {
      one.title = { nl: 'Anders' };
    },
    (one) => {
      one.skills = ['none'];
    },
  ),
  'PUT /v1/rubrics/:ref': {
    write: () => put(care, 'rubrics', rubricZ3),
    refused: () => put(care, 'rubrics', { ...item('rubrics', 0), uloId: 'none' }),
    facts: ['curriculum.published'],
  },
  'PUT /v1/yardsticks/:ref': change(
    'yardsticks',
    0,
    (one) => {
      one.name.nl = 'Andere meetlat';
    },
    (one) => {
      one.badgeId = 'none';
    },
  ),
  'PUT /v1/badges/:ref': change(
    'badges',
    0,
    (one) => {
      one.name.nl = 'Andere naam';
    },
    (one) => {
      one.stationId = 'none';
    },
  ),
  'POST /v1/ulos/:ref/validations': {
    given: nextUlo,
    write: (ref) => care.post(`/v1/ulos/${ref}/validations`, approval),
    refused: (ref) => care.post(`/v1/ulos/${ref}/validations`, { ...approval, expertId: 'none' }),
    facts: ['curriculum.published'],
  },
  'POST /v1/ulos/:ref/publish': {
    given: async () => {
      const ref = await nextUlo();
      await care.post(`/v1/ulos/${ref}/validations`, approval);
      return ref;
    },
    write: (ref) => care.post(`/v1/ulos/${ref}/publish`),
    refused: (ref) => care.post(`/v1/ulos/${ref}/publish`), // a second time
    facts: ['curriculum.published'],
  },
  'POST /v1/completions': {
    write: () => kompas.post('/v1/completions', reportOf(unique())),
    refused: () => kompas.post('/v1/completions', { ...reportOf(unique()), station: 'station:none' }),
    facts: ['completion.recorded', 'award.issued'],
  },
  'PUT /v1/issuers/me/privacy': {
    write: () => bare.put('/v1/issuers/me/privacy', { retentionYears: 7, onErasure: 'revoke' }),
    refused: () => bare.put('/v1/issuers/me/privacy', { retentionYears: 0 }),
    facts: ['privacy-policy.changed'],
  },
  'PUT /v1/issuers/me/mail': {
    write: () => bare.put('/v1/issuers/me/mail', { enabled: false }),
    refused: () => bare.put('/v1/issuers/me/mail', { enabled: true, replyTo: 'nowhere' }),
    facts: ['mail-settings.changed'],
  },
  'POST /v1/learners/:id/links': {
    given: aLearner,
    write: (id) => kompas.post(`/v1/learners/${id}/links`, {}),
    refused: (id) => kompas.post(`/v1/learners/${id}/links`, { days: 366 }),
    facts: ['learner-link.created'],
  },
  'DELETE /v1/learners/:id/links/:linkId': {
    given: async () => {
      const id = await aLearner();
      return `${id}/links/${(await kompas.post(`/v1/learners/${id}/links`, {})).body.id}`;
    },
    write: (path) => kompas.delete(`/v1/learners/${path}`),
    refused: (path) => kompas.delete(`/v1/learners/${path}`), // a second time
    facts: ['learner-link.revoked'],
  },
  'POST /v1/learners/:id/consents': {
    given: aLearner,
    write: (id) => kompas.post(`/v1/learners/${id}/consents`, consent),
    refused: (id) => kompas.post(`/v1/learners/${id}/consents`, { ...consent, givenAt: '2100-01-01T00:00:00Z' }),
    facts: ['consent.given'],
  },
  'POST /v1/learners/:id/consents/:consentId/withdraw': {
    given: async () => {
      const id = await aLearner();
      return `${id}/consents/${(await kompas.post(`/v1/learners/${id}/consents`, consent)).body.id}`;
    },
    write: (path) => kompas.post(`/v1/learners/${path}/withdraw`),
    refused: (path) => kompas.post(`/v1/learners/${path.replace(/consents.*/, `consents/${absent}`)}/withdraw`),
    facts: ['consent.withdrawn'],
  },
  'POST /v1/learners/erasure-requests/:id/decline': {
    given: anErasureRequest,
    write: (id) => kompas.post(`/v1/learners/erasure-requests/${id}/decline`, reason),
    refused: (id) => kompas.post(`/v1/learners/erasure-requests/${id}/decline`, reason), // a second time
    facts: ['learner.erasure-declined'],
  },
  'POST /v1/learners/:id/erase': {
    given: async () => (await kompas.post('/v1/completions', reportOf(unique()))).body.learner.id,
    write: (id) => kompas.post(`/v1/learners/${id}/erase`, { badges: 'revoke' }),
    refused: () => kompas.post(`/v1/learners/${absent}/erase`, {}),
    facts: ['learner.erased', 'award.revoked'],
  },
  'POST /v1/partial-proofs': {
    write: () => kompas.post('/v1/partial-proofs', proofOf(['skill:inregelen'])),
    refused: () => kompas.post('/v1/partial-proofs', proofOf(['skill:none'])),
    facts: ['partial-proof.recorded'],
  },
  'POST /v1/webhooks': {
    write: () => bare.post('/v1/webhooks', hookTo),
    refused: () => bare.post('/v1/webhooks', { ...hookTo, url: 'https://127.0.0.1/' }),
    facts: ['webhook.created'],
  },
  'PATCH /v1/webhooks/:id': {
    given: aWebhook,
    write: (id) => bare.patch(`/v1/webhooks/${id}`, { state: 'disabled' }),
    refused: (id) => bare.patch(`/v1/webhooks/${id}`, { state: 'active', url: 'https://127.0.0.1/' }),
    facts: ['webhook.changed'],
  },
  'POST /v1/webhooks/:id/rotate': {
    given: aWebhook,
    write: (id) => bare.post(`/v1/webhooks/${id}/rotate`, {}),
    refused: () => bare.post(`/v1/webhooks/${absent}/rotate`, {}),
    facts: ['webhook.secret-rotated'],
  },
  'POST /v1/webhooks/:id/test': {
    given: aWebhook,
    write: (id) => bare.post(`/v1/webhooks/${id}/test`),
    refused: () => bare.post(`/v1/webhooks/${absent}/test`),
    facts: ['webhook.test'],
  },
  'DELETE /v1/webhooks/:id': {
    given: aWebhook,
    write: (id) => bare.delete(`/v1/webhooks/${id}`),
    refused: (id) => bare.delete(`/v1/webhooks/${id}`), // a second time
    facts: ['webhook.removed'],
  },
  'POST /v1/webhooks/:id/replay': {
    given: async () => (await aDelivery()).receiver,
    write: (id) => bare.post(`/v1/webhooks/${id}/replay`, { since: '2020-01-01T00:00:00Z' }),
    refused: () => bare.post(`/v1/webhooks/${absent}/replay`, { since: '2020-01-01T00:00:00Z' }),
    facts: ['delivery.replayed'],
  },
  'POST /v1/deliveries/:id/replay': {
    given: async () => (await aDelivery()).id,
    write: (id) => bare.post(`/v1/deliveries/${id}/replay`),
    refused: (id) => bare.post(`/v1/deliveries/${id}/replay`), // while it is under way
    facts: ['delivery.replayed'],
  },
  'POST /v1/awards/:id/revoke': {
    given: anAward,
    write: (id) => kompas.post(`/v1/awards/${id}/revoke`, reason),
    refused: (id) => kompas.post(`/v1/awards/${id}/suspend`, reason), // after the revocation
    facts: ['award.revoked'],
  },
  'POST /v1/awards/:id/suspend': {
    given: anAward,
    write: (id) => kompas.post(`/v1/awards/${id}/suspend`, reason),
    refused: () => kompas.post(`/v1/awards/${absent}/suspend`, reason),
    facts: ['award.suspended'],
  },
  'POST /v1/awards/:id/credentials': {
    given: async () => {
      await kompas.post('/v1/keys', { algorithm: 'P-256' });
      const report = { ...reportOf(unique()), learner: { email: unique(), did: 'did:example:holder' } };
      return (await kompas.post('/v1/completions', report)).body.awards[0].id;
    },
    write: (id) => kompas.post(`/v1/awards/${id}/credentials`, { format: 'vc+jwt', algorithm: 'ES256' }),
    refused: (id) => kompas.post(`/v1/awards/${id}/credentials`, { format: 'vc+jwt', algorithm: 'RS256' }), // no such key
    facts: ['credential.issued'],
  },
  'POST /v1/awards/:id/reinstate': {
    given: async () => {
      const id = await anAward();
      await kompas.post(`/v1/awards/${id}/suspend`, reason);
      return id;
    },
    write: (id) => kompas.post(`/v1/awards/${id}/reinstate`, reason),
    refused: () => kompas.post(`/v1/awards/${absent}/reinstate`, reason),
    facts: ['award.reinstated'],
  },
  'POST /v1/awards/bulk': {
    inSteps: true,
    given: anAward,
    write: (id) => oneLine({ id, action: 'revoke', ...reason }),
    refused: (id) => oneLine({ id, action: 'suspend', ...reason }), // after the revocation
    facts: ['award.revoked'],
  },
  'POST /v1/awards/withdraw': {
    inSteps: true,
    given: anAward,
    write: (id) => kompas.post('/v1/awards/withdraw', { action: 'suspend', ...reason, where: { ids: [id] } }),
    refused: () => kompas.post('/v1/awards/withdraw', { action: 'suspend', ...reason, where: {} }),
    facts: ['award.suspended'],
  },
  'POST /v1/proposals/:id/confirm': {
    given: aProposal,
    write: (id) => kompas.post(`/v1/proposals/${id}/confirm`, { assessor: { name: 'Marit' }, statements: ['gezien'] }),
    refused: () =>
      kompas.post(`/v1/proposals/${absent}/confirm`, { assessor: { name: 'Marit' }, statements: ['gezien'] }),
    facts: ['proposal.confirmed', 'award.issued'],
  },
  'POST /vc-api/issuers/:issuer/:mechanism/credentials/issue': {
    write: () => kompas.post('/vc-api/issuers/kompas/eddsa-rdfc-2022/credentials/issue', { credential: statement() }),
    refused: () =>
      kompas.post('/vc-api/issuers/kompas/ecdsa-rdfc-2019-p384/credentials/issue', { credential: statement() }), // no such key
    facts: ['vc-api-credential.issued'],
  },
  'POST /vc-api/issuers/:issuer/credentials/status': {
    given: async () => {
      const options = { credentialStatus: { type: 'BitstringStatusListEntry' } };
      const url = '/vc-api/issuers/kompas/eddsa-rdfc-2022/credentials/issue';
      return JSON.stringify((await kompas.post(url, { credential: statement(), options })).body.verifiableCredential);
    },
    write: (given) =>
      kompas.post('/vc-api/issuers/kompas/credentials/status', {
        credentialStatus: JSON.parse(given).credentialStatus,
      }),
    refused: (given) =>
      kompas.post('/vc-api/issuers/bare/credentials/status', { credentialStatus: JSON.parse(given).credentialStatus }),
    facts: ['vc-api-credential.revoked'],
  },
};

const statement = () => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: kompas.issuer.did,
  credentialSubject: { id: 'did:example:holder' },
});

/** A stream answers 200 whatever becomes of its lines: the status of the only line stands for it. */
async function oneLine(line: object): Promise<Answer> {
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const answer = await kompas.post('/v1/awards/bulk', `${JSON.stringify(line)}\n`, ndjson);
  if (answer.status !== 200) return answer;
  return { ...answer, status: JSON.parse(answer.text).problem?.status ?? 200 };
}

function proofOf(components: string[]) {
  return {
    learner: { email: unique() },
    ulo: 'ulo:WP-02',
    components,
    source: { kind: 'workplace', name: 'Werkplek' },
    issuedOn: '2026-05-23',
  };
}
