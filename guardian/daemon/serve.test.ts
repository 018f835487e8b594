import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { ok } from '../../core/http/reply';
import { isProven, PROOF_HEADER } from '../../core/hosts/answer-proof';
import { makeStatement, SIGNATURE_HEADER } from '../../core/hosts/statement';
import { call } from './testing/daemon';
import { controlPlaneDoor } from './doors';
import { createDoorServer } from './serve';

it('a call that fails is answered with the proof that it is this Guardian whose call failed', async () => {
  const said: string[] = [];
  const server = createDoorServer(
    controlPlaneDoor(
      async () => 'secret',
      () => Date.now(),
    ),
    {
      engine: { ask: () => Promise.reject(new Error('EIO')) },
      ping: () => ok(null),
      newId: () => 'id',
      say: (line) => void said.push(line),
    },
  );
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens at a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const asked = { method: 'GET', path: '/guardian/status', query: '', body: '' };
  const ada = { tenantId: 't', host: 'host-1', id: 'ada', email: 'ada@acme.example', role: 'ADMIN' };
  const headers = makeStatement('secret', ada, asked, { now: Date.now(), nonce: 'once' });
  const { status, text, headers: received } = await call({ port }, asked.method, asked.path, { headers });
  const bodySha256 = createHash('sha256').update(text).digest('hex');
  const answer = { statement: headers[SIGNATURE_HEADER] ?? '', status, bodySha256 };
  expect([status, isProven('secret', answer, String(received[PROOF_HEADER.toLowerCase()]))]).toEqual([
    500,
    true,
  ]);
  expect(said).toEqual([expect.stringContaining('EIO')]);
});
