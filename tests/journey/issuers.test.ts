import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring, findIssuer, openLocalCustody } from '../../src/issuers/index.ts';
import { makeWorld, reportOf, type World } from '../support/world.ts';

const described = {
  name: { nl: 'Kompas Académie (Haarlem)', en: 'Kompas Académie (Haarlem)' },
  url: 'https://kompas.example',
};

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function rows(query: string, ...values: unknown[]) {
  return (await world.database.$client.query(query, values)).rows;
}

describe('an issuer', () => {
  test('gets a slug made of its name, and a DID that follows from it', async () => {
    const { status, body, headers } = await world.operator.post('/v1/issuers', described);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      slug: 'kompas-academie-haarlem',
      did: 'did:web:badges.example:issuers:kompas-academie-haarlem',
      profileUrl: 'https://badges.example/issuers/kompas-academie-haarlem',
      didDocumentUrl: 'https://badges.example/issuers/kompas-academie-haarlem/did.json',
      ...described,
    });
    expect(headers.location).toBe(`/v1/issuers/${body.id}`);
    expect((await world.operator.get(String(headers.location))).body).toEqual(body);
  });

  test('of which the name gives no slug must bring one', async () => {
    const refused = await world.operator.post('/v1/issuers', { ...described, name: '学院' });
    expect([refused.status, refused.body.errors]).toEqual([400, [{ pointer: '#/slug', detail: 'needed' }]]);
    expect((await world.operator.post('/v1/issuers', { ...described, name: '学院', slug: 'xueyuan' })).status).toBe(
      201,
    );
  });

  test('cannot take a slug that is taken, and says where the fault is', async () => {
    await world.operator.post('/v1/issuers', { ...described, slug: 'taken' });
    const refused = await world.operator.post('/v1/issuers', { ...described, slug: 'taken' });
    expect(refused.status).toBe(409);
    expect(refused.body.errors).toMatchObject([{ pointer: '#/slug' }]);
  });

  test.each([
    ['an unknown member', { ...described, nmae: 'x' }, '#/nmae'],
    ['an unknown member deeper down', { ...described, address: { city: 'Haarlem' } }, '#/address/city'],
    ['a member that needs escaping', { ...described, 'a/b~c': 1 }, '#/a~1b~0c'],
    ['no name', { url: 'https://kompas.example' }, '#/name'],
    ['an address that is no web address', { ...described, url: 'javascript:alert(1)' }, '#/url'],
    ['a slug with capitals', { ...described, slug: 'Kompas' }, '#/slug'],
    ['a control character', { ...described, name: { nl: 'Kom\u0000pas' } }, '#/name/nl'],
    ['a text in no language', { ...described, name: {} }, '#/name'],
    ['an id of its own', { ...described, id: 'x' }, '#/id'],
  ])('with %s is refused with a pointer to it', async (_what, body, pointer) => {
    const refused = await world.operator.post('/v1/issuers', body);
    expect(refused.status, refused.text).toBe(400);
    expect(refused.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
  });

  test('changes what it says of itself, never its DID', async () => {
    const own = await world.provider('changes');
    const { status, body } = await own.patch('/v1/issuers/me', { description: { nl: 'Nieuw.' }, phone: '+31 20 123' });
    expect([status, body.did, body.description, body.name]).toEqual([
      200,
      own.issuer.did,
      { nl: 'Nieuw.' },
      { nl: 'Academie changes', en: 'Academy changes' },
    ]);
    expect((await own.get('/v1/issuers/me')).body).toEqual(body);
    for (const fixed of [{ slug: 'other' }, { did: 'did:web:other' }, { profileUrl: 'https://x.example' }]) {
      expect((await own.patch('/v1/issuers/me', fixed)).status).toBe(400);
    }
    expect((await own.get('/v1/issuers/me')).body).toEqual(body);
  });

  test('keeps both of two changes that come at once', async () => {
    const own = await world.provider('at-once');
    const changes = [{ phone: '1' }, { email: 'a@example.org' }, { description: 'x' }, { url: 'https://new.example' }];
    await Promise.all(changes.map((change) => own.patch('/v1/issuers/me', change)));
    expect((await own.get('/v1/issuers/me')).body).toMatchObject(Object.assign({}, ...changes));
  });

  test('shows its profile as JSON-LD to everybody', async () => {
    const own = await world.provider('profile');
    const { status, body, headers } = await world.stranger.get('/issuers/profile', { accept: 'application/ld+json' });
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('application/ld+json')]);
    expect(body).toMatchObject({
      '@context': expect.arrayContaining([expect.stringContaining('purl.imsglobal.org/spec/ob/v3p0/context')]),
      id: own.issuer.did,
      type: ['Profile'],
      name: 'Academie profile',
      url: 'https://profile.example',
      otherIdentifier: [{ type: 'IdentifierEntry', identifierType: 'ext:KvK', identifier: '12345678' }],
    });
    expect((await world.stranger.get('/issuers/nobody', { accept: 'application/ld+json' })).status).toBe(404);
  });
});

describe('signing keys', () => {
  test('that were retired stay in the DID document, the newest alone is active', async () => {
    const own = await world.provider('keys');
    await own.post('/v1/keys');
    const { status } = await own.post('/v1/keys');
    expect(status).toBe(201);
    const { items } = (await own.get('/v1/keys')).body;
    expect(items.map((key: { state: string }) => key.state)).toEqual(['retired', 'retired', 'active']);

    const { body: document, headers } = await world.stranger.get('/issuers/keys/did.json');
    expect(headers['content-type']).toContain('application/did+json');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(document.id).toBe('did:web:badges.example:issuers:keys');
    expect(document.verificationMethod).toEqual(
      items.map((key: { publicKeyMultibase: string }) => ({
        id: `${own.issuer.did}#${key.publicKeyMultibase}`,
        type: 'Multikey',
        controller: own.issuer.did,
        publicKeyMultibase: key.publicKeyMultibase,
      })),
    );
    expect(document.assertionMethod).toEqual(
      items.map((key: { verificationMethod: string }) => key.verificationMethod),
    );
    expect(document.assertionMethod.every((id: unknown) => /^did:web:[^#]+#z6Mk\w{44}$/.test(String(id)))).toBe(true);
  });

  test('made at once leave exactly one active', async () => {
    const own = await world.provider('keys-at-once');
    const made = await Promise.all(Array.from({ length: 5 }, () => own.post('/v1/keys')));
    expect(made.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201]);
    const { items } = (await own.get('/v1/keys')).body;
    expect(items.filter((key: { state: string }) => key.state === 'active')).toHaveLength(1);
    expect(items).toHaveLength(6);
  });

  test('are needed to award: without one a report is refused and nothing is kept', async () => {
    const own = await world.academy('keyless');
    await rows("update signing_keys set state = 'retired' where issuer_id = $1", own.issuer.id);
    const refused = await own.post('/v1/completions', reportOf('keyless@example.org'));
    expect([refused.status, refused.body.type]).toEqual([409, 'https://badges.example/problems/no-signing-key']);
    for (const table of ['completions', 'learners', 'assessments', 'awards']) {
      expect(await rows(`select 1 from ${table} where issuer_id = $1`, own.issuer.id), table).toEqual([]);
    }
    await own.post('/v1/keys');
    expect((await own.post('/v1/completions', reportOf('keyless@example.org'))).status).toBe(201);
  });
});

describe('the secrets of signing keys at rest', () => {
  test('are nowhere in the clear', async () => {
    const own = await world.provider('at-rest');
    const { secretKeyMultibase } = await secretOf(own.issuer.id);
    expect(secretKeyMultibase).toMatch(/^z/);
    for (const { table_name } of await rows(
      "select table_name from information_schema.tables where table_schema = 'public'",
    )) {
      const text = JSON.stringify(await rows(`select row_to_json(t) as row from "${table_name}" t`));
      expect(text.includes(secretKeyMultibase), table_name).toBe(false);
      expect(text.includes(Buffer.from(secretKeyMultibase).toString('hex')), table_name).toBe(false);
    }
  });

  test('do not open with another key-encryption key', async () => {
    const own = await world.provider('other-key');
    const other = await openLocalCustody({
      ...world.on.config,
      keyEncryptionKey: Buffer.alloc(32, 7).toString('base64'),
    });
    await expect(secretOf(own.issuer.id, other)).rejects.toThrow(/was encrypted under local:/);
    // Even one that lies about which key it is.
    const lying = { ...other, keyEncryptionKeyId: world.custody.keyEncryptionKeyId };
    await expect(secretOf(own.issuer.id, lying)).rejects.toThrow();
  });

  test('do not open when their ciphertext is moved to another row', async () => {
    const mine = await world.provider('mover');
    const victim = await world.provider('victim');
    await rows(
      `update signing_keys set (secret_ciphertext, wrapped_data_key) =
         (select secret_ciphertext, wrapped_data_key from signing_keys where issuer_id = $1) where issuer_id = $2`,
      victim.issuer.id,
      mine.issuer.id,
    );
    await expect(secretOf(mine.issuer.id)).rejects.toThrow();
    await expect(secretOf(victim.issuer.id)).resolves.toMatchObject({ controller: victim.issuer.did });
  });

  async function secretOf(issuerId: string, custody = world.custody) {
    const issuer = await findIssuer(world.database, issuerId);
    if (issuer === undefined) throw new Error('no issuer');
    return createKeyring(custody).active(world.database, issuer);
  }
});
