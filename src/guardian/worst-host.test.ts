import { expect, it } from 'vitest';
import type { GuardianMode, KnownHost } from '../api/guardian/guardian-schemas';
import { countNotNormal } from '../api/guardian/hosts';
import type { Known } from '../api/http/reading';
import type { Answer } from '../api/http/request';
import { toldMode } from './mode';
import { worstHost, worstState } from './worst-host';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const host = (name: string, mode: GuardianMode | null, silentS = 2): KnownHost => ({
  name,
  mode,
  last_seen_at: new Date(NOW - silentS * 1_000).toISOString(),
});
const normal = host('n', 'NORMAL');
const safe = host('s', 'SAFE');
const killed = host('k', 'OPERATOR_OVERRIDE');
const silent = host('q', 'NORMAL', 16);
const unheard: KnownHost = { name: 'u', mode: null, last_seen_at: null };

const list = (items: KnownHost[], serverTime: number | null = NOW): Answer<{ items: KnownHost[] }> => ({
  data: { items },
  requestId: 'r',
  askedAt: { wall: 0, mono: 0 },
  lagMs: 0,
  text: '',
  cutOff: false,
  serverTime,
});
const confirmed = (...of: Parameters<typeof list>) =>
  ({ kind: 'confirmed', answer: list(...of), ageMs: 1_000 }) as const;

it.each([
  [[normal, silent, safe, killed], 'k', 'OPERATOR_OVERRIDE', 3],
  [[silent, normal, safe], 's', 'SAFE', 2],
  [[normal, silent, normal], 'q', 'unknown', 1],
  [[normal, unheard], 'u', 'unknown', 1],
  [[normal, host('late', 'NORMAL', 15)], 'n', 'NORMAL', 0],
] as const)('the worst of several hosts stands for all of them (%#)', (items, name, told, notNormal) => {
  const answer = list([...items]);
  expect(worstHost(answer)?.name).toBe(name);
  expect(toldMode(worstState(confirmed([...items])))).toBe(told);
  expect(countNotNormal(answer)).toBe(notNormal);
});

it('no list is NORMAL without knowing: an empty, an old, a failed one, or one without the server’s clock', () => {
  const answer = confirmed([normal, normal]);
  const lists: Known<{ items: KnownHost[] }>[] = [
    confirmed([]),
    { kind: 'unknown', cause: 'stale', error: null, last: answer },
    { kind: 'unknown', cause: 'failed', error: new Error('x'), last: null },
    { kind: 'checking' },
    confirmed([normal, normal], null),
  ];
  expect(lists.map((known) => toldMode(worstState(known)))).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'checking',
    'unknown',
  ]);
  expect(toldMode(worstState(answer))).toBe('NORMAL');
});

it('a silent host keeps the mode that was last known of it, with its age, and says since when it is silent', () => {
  expect(worstState(confirmed([silent, normal]))).toMatchObject({
    kind: 'unknown',
    error: { code: 'host_silent', details: { host: 'q', last_seen_at: '2026-11-21T08:59:44.000Z' } },
    last: { answer: { data: { mode: 'NORMAL', host: 'q' } }, ageMs: 17_000 },
  });
  expect(worstState(confirmed([unheard, normal]))).toMatchObject({ kind: 'unknown', last: null });
});
