import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error';
import { judge } from '../api/reading';
import { eventsAnswer, guardianAnswer, sentAction } from '../testing/answers';
import { actionStage, type Evidence } from './action-stage';
import type { Attempt } from './use-action';

const at = (ms: number) => ({ wall: 1_000_000 + ms, mono: 1_000 + ms });
const SETTLED = 10_000;
const status = (askedMs: number, mode: 'NORMAL' | 'SAFE') =>
  judge({ answer: guardianAnswer({ mode }, at(askedMs)), error: null, everFailed: false }, at(askedMs));
const evidence = (over: Partial<Evidence>): Evidence => ({
  state: { kind: 'checking' },
  events: null,
  reading: false,
  ...over,
});
const unclear = (eventsBefore: ReadonlySet<string> | null): Attempt => ({
  phase: 'unclear',
  error: new ApiError('timeout'),
  sent: sentAction(at(SETTLED), { eventsBefore }),
});
const isSafe = ({ mode }: { mode: string }) => mode === 'SAFE';
const rolledBack = [{ id: 'new', kind: 'rollback' }];

describe('the stage of an action dialog', () => {
  it('is that of composing until something was sent, and again after a refusal', () => {
    const refused: Attempt = {
      phase: 'refused',
      error: new ApiError('http', { status: 409 }),
      settledAt: at(0),
    };
    expect(actionStage({ phase: 'none' }, evidence({}), undefined)).toBe('compose');
    expect(actionStage(refused, evidence({}), undefined)).toBe('compose');
    expect(actionStage({ phase: 'sending', since: at(0) }, evidence({}), undefined)).toBe('sending');
  });

  it.each([
    [
      'the event that it leaves',
      unclear(new Set()),
      { events: eventsAnswer(rolledBack, at(SETTLED)) },
      'took-effect',
    ],
    ['no such event', unclear(new Set()), { events: eventsAnswer([], at(SETTLED)) }, 'no-effect'],
    [
      'an event that was there',
      unclear(new Set(['new'])),
      { events: eventsAnswer(rolledBack, at(SETTLED)) },
      'no-effect',
    ],
    [
      'events asked for before',
      unclear(new Set()),
      { events: eventsAnswer(rolledBack, at(SETTLED - 1)) },
      'unreadable',
    ],
    [
      'events of which nobody knows what is new',
      unclear(null),
      { events: eventsAnswer([], at(SETTLED)) },
      'unreadable',
    ],
    ['nothing yet', unclear(new Set()), { reading: true }, 'reading-back'],
    ['nothing any more', unclear(new Set()), {}, 'unreadable'],
  ] as const)('after a lost answer, %s tells', (_, attempt, read, stage) => {
    expect(actionStage(attempt, evidence(read), undefined)).toBe(stage);
  });

  it.each([
    ['that it leads to', SETTLED, 'SAFE', 'took-effect'],
    ['that it does not lead to', SETTLED, 'NORMAL', 'no-effect'],
    ['asked for before', SETTLED - 1, 'SAFE', 'unreadable'],
  ] as const)('after a lost answer, a status %s tells', (_, askedMs, mode, stage) => {
    expect(actionStage(unclear(new Set()), evidence({ state: status(askedMs, mode) }), isSafe)).toBe(stage);
  });
});
