import { expect, test } from '@playwright/test';
import { findBreaches } from './breaches';
import type { Noted } from './noted';
import type { PageEvent } from './page-event';

// Tests the observer's rules without a browser: what it must report, and what it must accept.

type Told = PageEvent extends infer E
  ? E extends PageEvent
    ? Omit<E, 'doc' | 'at' | 'ticks' | 'wall' | 'mono'>
    : never
  : never;
type Clock = { at: number; wall?: number; mono?: number; doc?: string; page?: number };

const WHY = 'Agent deletes backups';

const at = ({ at: ms, wall = ms, mono = ms, doc = 'd', page = 0 }: Clock, fact: Told): Noted => ({
  ...fact,
  doc,
  at: ms,
  ticks: Math.floor(ms / 100),
  wall,
  mono,
  page,
  context: 0,
});
const ada = at({ at: 0 }, { kind: 'person', tenant: 'T1', email: 'ada' });
const look = (when: number | Clock, badge: string, title = '') =>
  at(typeof when === 'number' ? { at: when } : when, { kind: 'look', badge, title });
const green = (when: number | Clock) => look(when, 'Disengaged');
const ask = (when: number, id: string) =>
  at({ at: when }, { kind: 'asked', id, call: 'read', requestId: id, tenant: 'T1' });
const says = (state: unknown, tenant: unknown = 't1', success: unknown = true) => ({
  success,
  state,
  tenant,
});
const answer = (when: number, id: string, raw: Partial<Extract<Told, { kind: 'answered' }>> = {}) =>
  at({ at: when }, { kind: 'answered', id, call: 'read', status: 200, says: says('disengaged'), ...raw });
const known = [ada, ask(0, 'a'), answer(100, 'a')];

const typed = (when: number, value = WHY) => at({ at: when }, { kind: 'typed', action: 'engage', value });
const field = (when: number, value: string) => at({ at: when }, { kind: 'field', action: 'engage', value });
const press = (when: number) => at({ at: when }, { kind: 'pressed', action: 'engage' });
const send = (when: number, id = 'e', call: 'engage' | 'disengage' = 'engage') =>
  at({ at: when }, { kind: 'asked', id, call, requestId: id, tenant: 'T1' });
const settle = (when: number, status: number | null, id = 'e') =>
  at({ at: when }, { kind: 'answered', id, call: 'engage', status });
const wire = (requestId: string): Noted => ({ kind: 'wire', action: 'engage', requestId });
const place = (name: string, text: string): Noted => ({ kind: 'place', name, text });

const lawful: Record<string, Noted[]> = {
  'green by a fresh answer': [...known, green(200), green({ at: 44_000 })],
  'green in a tab that is never told who is signed in': [ask(0, 'a'), answer(100, 'a'), green(200)],
  'a failure that there was no time to show': [
    ...known,
    ask(200, 'b'),
    answer(300, 'b', { status: null }),
    green(700),
  ],
  'a page too busy to show anything': [
    ...known,
    ask(200, 'b'),
    answer(300, 'b', { status: 503 }),
    { ...green(2_000), ...({ ticks: 4 } as object) } as Noted,
  ],
  'a reading that the page dropped': [
    ...known,
    ask(200, 'b'),
    answer(300, 'b', { status: null, dropped: true }),
    green(2_000),
  ],
  'an older answer that comes late': [
    ada,
    ask(0, 'a'),
    ask(50, 'b'),
    answer(100, 'b'),
    answer(150, 'a', { status: 503 }),
    green(2_000),
  ],
  'a page that is quicker than its fake clock': [
    ...known,
    green({ at: 300, wall: 40_300, mono: 40_300 }),
    at(
      { at: 310, wall: 40_310, mono: 40_310 },
      { kind: 'asked', id: 'b', call: 'read', requestId: 'b', tenant: 'T1' },
    ),
    answer(320, 'b'),
    green({ at: 330, wall: 80_000, mono: 80_000 }),
    green({ at: 340, wall: 84_000, mono: 84_000 }),
  ],
  'a clock that jumped just now': [...known, green({ at: 300, wall: 3_600_000 }), look(1_200, 'Unknown')],
  'unknown for as long as you like': [ada, look(100, 'Checking…'), look(90_000, 'Unknown — never confirmed')],
  'a click and its toggle': [ada, press(1_000), send(1_001), wire('e'), settle(1_100, 200)],
  'a reason that was taken': [ada, typed(1), field(2, WHY), press(3), send(4), settle(5, 200), field(6, '')],
  'a reason that took effect': [
    ada,
    typed(1),
    press(3),
    send(4),
    settle(5, null),
    ask(6, 'r'),
    answer(7, 'r', { says: says('engaged') }),
    field(8, ''),
  ],
  'a reason that was refused, and stays': [ada, typed(1), press(3), send(4), settle(5, 403), field(6, WHY)],
  'nothing typed': [ada, field(1, '')],
};

const unlawful: Record<string, [Noted[], RegExp]> = {
  'green by an answer about a tenant that the tab did not ask for': [
    [ask(0, 'a'), answer(100, 'a', { says: says('disengaged', 't2') }), green(200)],
    /^green without knowing/,
  ],
  'green before any answer': [[ada, ask(0, 'a'), green(50)], /^green without knowing: .* none$/],
  'a tab that is green before any answer': [[ada, look(50, 'Checking…', 'Disengaged · X')], /^green without/],
  'a line under the header that is green before any answer': [
    [ada, at({ at: 50 }, { kind: 'look', badge: '', title: '', cell: 'Kill switch disengaged' })],
    /^green without/,
  ],
  'green after a failure': [
    [...known, ask(200, 'b'), answer(300, 'b', { status: 503 }), green(900)],
    /^green without/,
  ],
  'green by another tenant’s answer': [
    [ada, ask(0, 'a'), answer(1, 'a', { says: says('disengaged', 't2') }), green(600)],
    /^green without/,
  ],
  'green by an answer without success': [
    [ada, ask(0, 'a'), answer(1, 'a', { says: says('disengaged', 't1', 'true') }), green(600)],
    /^green without/,
  ],
  'green by what is no JSON': [
    [ada, ask(0, 'a'), answer(1, 'a', { says: null }), green(600)],
    /^green without/,
  ],
  'green by status 203': [[ada, ask(0, 'a'), answer(1, 'a', { status: 203 }), green(600)], /^green without/],
  'green by a document that is gone': [[...known, green({ at: 900, doc: 'e' })], /^green without/],
  'green by an older answer that came late': [
    [
      ada,
      ask(0, 'a'),
      ask(50, 'b'),
      answer(100, 'b', { says: says('engaged') }),
      answer(150, 'a'),
      green(2_000),
    ],
    /^green without/,
  ],
  'green for a minute': [[...known, green(50_000), green(52_000)], /^green for too long/],
  'green while the wall clock says an hour': [
    [...known, green({ at: 300, wall: 3_600_000 }), green({ at: 2_300, wall: 3_602_000 })],
    /^green for too long/,
  ],
  'green while the clock was set back': [
    [...known, green({ at: 300, wall: -3_600_000 }), green({ at: 2_300, wall: -3_598_000 })],
    /^green for too long/,
  ],
  'a toggle without a click': [[ada, send(1)], /nobody clicked for/],
  'a toggle long after the click': [[ada, press(0), send(1_500)], /nobody clicked for/],
  'the other toggle than the one clicked': [[ada, press(0), send(5, 'e', 'disengage')], /nobody clicked for/],
  'two toggles for one click': [[ada, press(0), send(1), send(2, 'f')], /nobody clicked for/],
  'a toggle that no fetch sent': [[ada, wire('x')], /past fetch/],
  'one toggle twice on the wire': [[ada, press(0), send(1), wire('e'), wire('e')], /sent twice/],
  'a reason gone': [[ada, typed(1), field(2, '')], /^the typed reason is gone/],
  'a reason gone with a reload': [
    [ada, typed(1), { ...field(2, ''), doc: 'e' } as Noted],
    /^the typed reason is gone/,
  ],
  'a reason gone with a refusal': [
    [ada, typed(1), press(3), send(4), settle(5, 403), field(6, '')],
    /is gone/,
  ],
  'a reason gone with a lost answer': [
    [ada, typed(1), press(3), send(4), settle(5, null), field(6, '')],
    /is gone/,
  ],
  'a reason half gone': [[ada, typed(1), field(2, 'Agent')], /is gone/],
  'somebody else’s reason': [[ada, field(1, WHY)], /is gone/],
  'a reason in an address': [
    [typed(1), place('address', 'http://x/?why=Agent+deletes%20backups')],
    /stands in address/,
  ],
  'a reason in the storage': [
    [typed(1, 'Say "no" now'), place('localStorage', '{"a":"Say \\"no\\" now"}')],
    /stands in loc/,
  ],
};

test('the observer lets pass what is lawful', () => {
  for (const [name, noted] of Object.entries(lawful)) expect.soft(findBreaches(noted), name).toEqual([]);
});

test('the observer notices every breach', () => {
  for (const [name, [noted, words]] of Object.entries(unlawful)) {
    expect.soft(findBreaches(noted), name).toEqual([expect.stringMatching(words)]);
  }
});
