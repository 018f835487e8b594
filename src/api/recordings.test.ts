import { describe, expect, it } from 'vitest';
import { getKillSwitchHistory } from './audit/audit';
import { proofOf } from './http/outcome';
import { signIn, signOut, whoAmI } from './auth';
import { killSwitchStatus, sendToggle } from './kill-switch';
import { createQueryClient } from './http/query-client';
import recordings from './recordings/aegis.json';
import { answers, refusals, unusable } from '../testing/expected-recordings';
import { request } from './http/request';
import { chainVerdictSchema } from './schemas';
import { brokenOff, failure, stubServer, TENANT } from '../testing/stub-server';

// The recorded answers of the running Aegis, and the client's result for each.

type Recording = (typeof recordings)[number];
const verdict = () => request({ method: 'GET', path: '/audit/logs/verify', schema: chainVerdictSchema });

function call({ request: { method, path } }: Recording): Promise<{ data: unknown }> {
  const client = createQueryClient();
  const [tenantId = TENANT] = /(?<=kill-switch\/)[^/]+/.exec(path) ?? [];
  if (path === '/auth/token') return signIn(TENANT, 'owner@tenant-a.test', 'pw');
  if (path === '/auth/me') return whoAmI(TENANT);
  if (path === '/auth/logout') return signOut();
  if (path.endsWith('/logs/verify')) return verdict();
  if (path.includes('/logs?')) return client.fetchQuery(getKillSwitchHistory(TENANT, 'engage'));
  if (method === 'GET') return client.fetchQuery(killSwitchStatus(tenantId));
  return sendToggle(tenantId, method === 'DELETE' ? 'disengage' : 'engage', 'a reason');
}

/** An answer with fewer bytes than announced breaks off in a browser, unless the recording itself was shortened. */
function replay({ response: { status, headers, body }, note }: Recording): Response {
  const announced = 'content-length' in headers ? Number(headers['content-length']) : 0;
  if (announced > new TextEncoder().encode(body).length && !note.includes('items cut'))
    return brokenOff(status, body);
  return new Response(body, { status, headers: { 'Content-Type': headers['content-type'] ?? '' } });
}

function replayed(name: string) {
  const recording = recordings.find((candidate) => candidate.case === name);
  if (!recording) throw new Error(`no recording ${name}`);
  stubServer(() => replay(recording));
  return { ...recording.response, outcome: call(recording) };
}

describe('the running Aegis', () => {
  it('has an expected outcome for every recording', () => {
    const expected = Object.keys({ ...answers, ...refusals, ...unusable });
    expect(new Set(recordings.map((recording) => recording.case))).toEqual(new Set(expected));
  });

  it.each(Object.entries(answers))('answers %s', async (name, expected) => {
    expect(await replayed(name).outcome).toMatchObject(expected);
  });

  it.each(Object.entries(refusals))(
    'refuses %s',
    async (name, { status, words, code = null, fields = [] }) => {
      const { outcome, body } = replayed(name);
      const error = await failure(outcome);
      expect(error).toMatchObject({
        kind: 'http',
        status,
        code,
        serverWords: words,
      });
      expect(proofOf(error)).toBe(status >= 500 ? 'unknown' : 'refused');
      expect(error).toMatchObject({ fieldErrors: fields.map((field) => ({ field })) });
      const [, requestId = expect.stringMatching(/./)] = /"request_id":"([^"]+)"/.exec(body) ?? [];
      expect(error).toMatchObject({ requestId });
    },
  );

  it.each(Object.entries(unusable))('gives no usable answer in %s', async (name, kind) => {
    const { outcome, status } = replayed(name);
    expect(await failure(outcome)).toMatchObject({ kind, status });
  });
});
