import { z } from 'zod';
import { issuerCaller } from '../../platform/auth.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Http } from '../../platform/http.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import * as shape from './schema.ts';
import { addStaffMember, changeRole, listStaff, removeStaffMember } from './staff.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });

/** The people who work for an issuer, and as what. */
export function staffRoutes(http: Http, on: Deps): void {
  http.get(
    '/v1/staff',
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'List the people who work for the issuer',
        response: { 200: z.object({ items: z.array(shape.staffMember) }), ...problemResponses(401, 403) },
      },
    },
    async (request) => ({ items: await listStaff(on, issuerCaller(request).issuerId) }),
  );

  http.post(
    '/v1/staff',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Let a person work for the issuer, in a role; they sign in with the identity provider',
        body: shape.addStaffMember,
        response: { 201: shape.staffMember, ...problemResponses(400, 401, 403, 409) },
      },
    },
    async (request, reply) => reply.status(201).send(await addStaffMember(on, issuerCaller(request), request.body)),
  );

  http.patch(
    '/v1/staff/:id',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Give a person another role; it holds from the next request on',
        params: byId,
        body: shape.changeStaffMember,
        response: { 200: shape.staffMember, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => changeRole(on, issuerCaller(request), request.params.id, request.body.role),
  );

  http.delete(
    '/v1/staff/:id',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'End the work of a person for the issuer, at once',
        params: byId,
        response: { 204: z.null().meta({ description: 'Removed.' }), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      await removeStaffMember(on, issuerCaller(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
