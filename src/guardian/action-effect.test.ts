import { describe, expect, it } from 'vitest';
import { judge } from '../api/http/reading';
import { eventsAnswer, guardianAnswer, sentAction } from '../testing/answers';
import type { Effect } from '../action/action-state';
import { actionEffect, type GuardianReadings, type LedTo } from './action-effect';
import type { SentAction } from './events';

const at = (ms: number) => ({ wall: 1_000_000 + ms, mono: 1_000 + ms });
const SETTLED = 10_000;
const status = (askedMs: number, mode: 'NORMAL' | 'SAFE' = 'NORMAL', host = 'host-1') =>
  judge({ answer: guardianAnswer({ mode, host }, at(askedMs)), error: null, everFailed: false }, at(askedMs));
const readings = (over: Partial<GuardianReadings>): GuardianReadings => ({
  me: { id: null, email: 'ada@x.example' },
  state: { kind: 'checking' },
  events: null,
  reading: false,
  ...over,
});
const sent = (eventsBefore: ReadonlySet<string> | null, over: Partial<SentAction> = {}) =>
  sentAction(at(SETTLED), { eventsBefore, ...over });
const isSafe: LedTo = ({ mode }) => mode === 'SAFE';
const isNormal: LedTo = ({ mode }) => mode === 'NORMAL';
const rolledBack = [{ id: 'new', kind: 'rollback' }];
const washed = (length: number) =>
  Array.from({ length }, (_, index) => ({ id: `denied ${index}`, kind: 'capability_request' }));

describe('the effect of an action of the Guardian', () => {
  it('is decided by what was requested afterwards, never by anything older (law 4)', () => {
    const effectWith = (read: Partial<GuardianReadings>) =>
      actionEffect(sent(new Set(), { kind: 'mode_change' }), readings(read), isSafe);
    expect(effectWith({ reading: true })).toBe('reading');
    expect(effectWith({})).toBe('unreadable');
    expect(effectWith({ state: status(SETTLED - 1, 'NORMAL') })).toBe('unreadable');
    expect(effectWith({ state: status(SETTLED, 'NORMAL') })).toBe('no-effect');
    expect(effectWith({ state: status(SETTLED, 'SAFE') })).toBe('took-effect');
  });

  it('is not decided by an answer that lags behind the moment of the action', () => {
    const readWith = (lagMs: number) => {
      const answer = { ...guardianAnswer({ mode: 'SAFE' }, at(SETTLED + 5_000)), lagMs };
      return judge({ answer, error: null, everFailed: false }, at(SETTLED + 5_000));
    };
    const effectWith = (lagMs: number) =>
      actionEffect(sent(null), readings({ state: readWith(lagMs), reading: true }), isSafe);
    expect(effectWith(5_001)).toBe('reading');
    expect(effectWith(5_000)).toBe('took-effect');
  });

  const events = (items: Parameters<typeof eventsAnswer>[0], askedMs = SETTLED) => ({
    state: status(SETTLED),
    events: eventsAnswer(items, at(askedMs)),
  });
  it.each<[string, SentAction, Partial<GuardianReadings>, Effect]>([
    ['the event of the action', sent(new Set()), events(rolledBack), 'took-effect'],
    ['no such event', sent(new Set()), events([]), 'no-effect'],
    ['an event that existed before', sent(new Set(['new'])), events(rolledBack), 'no-effect'],
    [
      'an event of a refusal',
      sent(new Set()),
      events([{ id: 'new', kind: 'rollback', outcome: 'REFUSED (no backup)' }]),
      'no-effect',
    ],
    [
      'an event of somebody else',
      sent(new Set()),
      events([{ id: 'new', kind: 'rollback', actor: 'eve@x.example' }]),
      'no-effect',
    ],
    ['fifty events that pushed out the earlier ones', sent(new Set(['old'])), events(washed(50)), 'untold'],
    [
      'events that reach back to the earlier ones',
      sent(new Set(['old'])),
      events([...washed(49), { id: 'old' }]),
      'no-effect',
    ],
    ['fifty events when there were none before', sent(new Set()), events(washed(50)), 'untold'],
    ['events that were requested before', sent(new Set()), events(rolledBack, SETTLED - 1), 'unreadable'],
    ['events when it is not known which are new', sent(null), events([]), 'untold'],
    [
      'events without a status that names their host',
      sent(new Set()),
      { events: eventsAnswer(rolledBack, at(SETTLED)) },
      'unreadable',
    ],
    ['events of another host', sent(new Set(), { host: 'host-2' }), events(rolledBack), 'unreadable'],
    ['nothing yet', sent(new Set()), { reading: true }, 'reading'],
    ['nothing any more', sent(new Set()), {}, 'unreadable'],
  ])('after a lost answer is decided by %s', (_, action, read, effect) => {
    expect(actionEffect(action, readings(read), undefined)).toBe(effect);
  });

  it.each([
    ['that the action leads to', status(SETTLED, 'SAFE'), 'took-effect'],
    ['that the action does not lead to', status(SETTLED, 'NORMAL'), 'no-effect'],
    ['requested before', status(SETTLED - 1, 'SAFE'), 'unreadable'],
    ['of another host', status(SETTLED, 'SAFE', 'host-2'), 'unreadable'],
  ] as const)('after a lost answer is read from a status: %s', (_, state, effect) => {
    expect(actionEffect(sent(new Set(), { host: 'host-1' }), readings({ state }), isSafe)).toBe(effect);
  });

  it.each([
    ['a refusal', 'REFUSED (exit blocked)', 'ada@x.example'],
    ['somebody else’s change', 'SAFE', 'eve@x.example'],
    ['a change by an unknown person', 'SAFE', null],
  ])('after a lost exit is none in SAFE, whatever event of %s came', (_, outcome, actor) => {
    const items = [{ id: 'new', kind: 'mode_change', outcome, actor }];
    const read = { state: status(SETTLED, 'SAFE'), events: eventsAnswer(items, at(SETTLED)) };
    const action = sent(new Set(), { kind: 'mode_change' });
    expect(actionEffect(action, readings(read), isNormal)).toBe('no-effect');
  });

  it('is decided by the events when a status does not show it', () => {
    const read = { state: status(SETTLED), events: eventsAnswer(rolledBack, at(SETTLED)) };
    expect(actionEffect(sent(new Set()), readings(read), () => null)).toBe('took-effect');
  });

  it('judges a status by the server’s clock that came with it', () => {
    const answer = { ...guardianAnswer({}, at(SETTLED)), serverTime: 7_000 };
    const state = judge({ answer, error: null, everFailed: false }, at(SETTLED));
    const byClock: LedTo = (_, serverTime) => serverTime === 7_000;
    expect(actionEffect(sent(null), readings({ state }), byClock)).toBe('took-effect');
  });

  it('is not told by a status that something else made unknown', () => {
    const answer = guardianAnswer({ mode: 'SAFE' }, at(SETTLED));
    const state = judge({ answer, error: new Error('gone'), everFailed: true }, at(SETTLED));
    expect(actionEffect(sent(new Set()), readings({ state }), isSafe)).toBe('unreadable');
  });
});
