import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors/api-error';
import { judge } from '../api/http/reading';
import { eventsAnswer, guardianAnswer, sentAction } from '../testing/answers';
import { nextStage } from '../lib/next-stage';
import { actionStage, type Evidence, type LedTo, type Stage } from './action-stage';
import type { SentAction } from './events';
import type { Attempt } from './use-action';

const at = (ms: number) => ({ wall: 1_000_000 + ms, mono: 1_000 + ms });
const SETTLED = 10_000;
const status = (askedMs: number, mode: 'NORMAL' | 'SAFE' = 'NORMAL', host = 'host-1') =>
  judge({ answer: guardianAnswer({ mode, host }, at(askedMs)), error: null, everFailed: false }, at(askedMs));
const evidence = (over: Partial<Evidence>): Evidence => ({
  me: { id: null, email: 'ada@x.example' },
  state: { kind: 'checking' },
  events: null,
  reading: false,
  ...over,
});
const unclear = (eventsBefore: ReadonlySet<string> | null, over: Partial<SentAction> = {}): Attempt => ({
  phase: 'failed',
  proof: 'unknown',
  error: new ApiError('timeout'),
  sent: sentAction(at(SETTLED), { eventsBefore, ...over }),
});
const isSafe: LedTo = ({ mode }) => mode === 'SAFE';
const isNormal: LedTo = ({ mode }) => mode === 'NORMAL';
const rolledBack = [{ id: 'new', kind: 'rollback' }];
const washed = (length: number) =>
  Array.from({ length }, (_, index) => ({ id: `denied ${index}`, kind: 'capability_request' }));

describe('the stage of an action dialog', () => {
  it('is that of composing until something was sent, and where nothing left this device', () => {
    const offline: Attempt = {
      phase: 'failed',
      proof: 'not-sent',
      error: new ApiError('offline'),
      sent: sentAction(at(0)),
    };
    const now = { state: status(SETTLED, 'SAFE') };
    expect(actionStage({ phase: 'none' }, evidence(now), isSafe)).toBe('compose');
    expect(actionStage(offline, evidence(now), isSafe)).toBe('compose');
    expect(actionStage({ phase: 'sending' }, evidence(now), isSafe)).toBe('sending');
  });

  it('after a refusal is told by what is read back, never by the refusal (law 4)', () => {
    const refused: Attempt = {
      phase: 'failed',
      proof: 'refused',
      error: new ApiError('http', { status: 403 }),
      sent: sentAction(at(SETTLED), { kind: 'mode_change', eventsBefore: new Set() }),
    };
    const stageWith = (read: Partial<Evidence>) => actionStage(refused, evidence(read), isSafe);
    expect(stageWith({ reading: true })).toBe('reading-back');
    expect(stageWith({})).toBe('unreadable');
    expect(stageWith({ state: status(SETTLED - 1, 'NORMAL') })).toBe('unreadable');
    expect(stageWith({ state: status(SETTLED, 'NORMAL') })).toBe('no-effect');
    expect(stageWith({ state: status(SETTLED, 'SAFE') })).toBe('took-effect');
  });

  it('takes no answer for evidence that lags behind the moment of the action', () => {
    const readWith = (lagMs: number) => {
      const answer = { ...guardianAnswer({ mode: 'SAFE' }, at(SETTLED + 5_000)), lagMs };
      return judge({ answer, error: null, everFailed: false }, at(SETTLED + 5_000));
    };
    const stageWith = (lagMs: number) =>
      actionStage(unclear(null), evidence({ state: readWith(lagMs), reading: true }), isSafe);
    expect(stageWith(5_001)).toBe('reading-back');
    expect(stageWith(5_000)).toBe('took-effect');
  });

  const events = (items: Parameters<typeof eventsAnswer>[0], askedMs = SETTLED) => ({
    state: status(SETTLED),
    events: eventsAnswer(items, at(askedMs)),
  });
  it.each<[string, Attempt, Partial<Evidence>, Stage]>([
    ['the event that it leaves', unclear(new Set()), events(rolledBack), 'took-effect'],
    ['no such event', unclear(new Set()), events([]), 'no-effect'],
    ['an event that was there', unclear(new Set(['new'])), events(rolledBack), 'no-effect'],
    [
      'an event of a refusal',
      unclear(new Set()),
      events([{ id: 'new', kind: 'rollback', outcome: 'REFUSED (no backup)' }]),
      'no-effect',
    ],
    [
      'an event of somebody else',
      unclear(new Set()),
      events([{ id: 'new', kind: 'rollback', actor: 'eve@x.example' }]),
      'no-effect',
    ],
    ['fifty events that washed out what was there', unclear(new Set(['old'])), events(washed(50)), 'untold'],
    [
      'events that go back to what was there',
      unclear(new Set(['old'])),
      events([...washed(49), { id: 'old' }]),
      'no-effect',
    ],
    ['fifty events where there were none', unclear(new Set()), events(washed(50)), 'untold'],
    ['events asked for before', unclear(new Set()), events(rolledBack, SETTLED - 1), 'unreadable'],
    ['events of which nobody knows what is new', unclear(null), events([]), 'untold'],
    [
      'events beside which no status says whose they are',
      unclear(new Set()),
      { events: eventsAnswer(rolledBack, at(SETTLED)) },
      'unreadable',
    ],
    ['events of another host', unclear(new Set(), { host: 'host-2' }), events(rolledBack), 'unreadable'],
    ['nothing yet', unclear(new Set()), { reading: true }, 'reading-back'],
    ['nothing any more', unclear(new Set()), {}, 'unreadable'],
  ])('after a lost answer, %s tells', (_, attempt, read, stage) => {
    expect(actionStage(attempt, evidence(read), undefined)).toBe(stage);
  });

  it.each([
    ['that it leads to', status(SETTLED, 'SAFE'), 'took-effect'],
    ['that it does not lead to', status(SETTLED, 'NORMAL'), 'no-effect'],
    ['asked for before', status(SETTLED - 1, 'SAFE'), 'unreadable'],
    ['of another host', status(SETTLED, 'SAFE', 'host-2'), 'unreadable'],
  ] as const)('after a lost answer, a status %s tells', (_, state, stage) => {
    expect(actionStage(unclear(new Set(), { host: 'host-1' }), evidence({ state }), isSafe)).toBe(stage);
  });

  it.each([
    ['a refusal', 'REFUSED (exit blocked)', 'ada@x.example'],
    ['somebody else’s change', 'SAFE', 'eve@x.example'],
    ['a change of which nobody knows whose it is', 'SAFE', null],
  ])('after a lost exit, SAFE is no effect, whatever event of %s came', (_, outcome, actor) => {
    const items = [{ id: 'new', kind: 'mode_change', outcome, actor }];
    const read = { state: status(SETTLED, 'SAFE'), events: eventsAnswer(items, at(SETTLED)) };
    const attempt = unclear(new Set(), { kind: 'mode_change' });
    expect(actionStage(attempt, evidence(read), isNormal)).toBe('no-effect');
  });

  it('falls back to the events where a status does not tell', () => {
    const read = { state: status(SETTLED), events: eventsAnswer(rolledBack, at(SETTLED)) };
    expect(actionStage(unclear(new Set()), evidence(read), () => null)).toBe('took-effect');
  });
});

describe('the next stage', () => {
  it.each<[Stage, Stage, Stage]>([
    ['took-effect', 'no-effect', 'took-effect'],
    ['overtaken', 'compose', 'overtaken'],
    ['no-effect', 'took-effect', 'took-effect'],
    ['unreadable', 'reading-back', 'unreadable'],
    ['unreadable', 'no-effect', 'no-effect'],
    ['reading-back', 'unreadable', 'unreadable'],
  ])('after %s, %s is %s', (before, derived, stage) => expect(nextStage(before, derived)).toBe(stage));
});
