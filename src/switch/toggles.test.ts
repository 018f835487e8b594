import { describe, expect, it } from 'vitest';
import type { Proof } from '../api/http/outcome';
import { sentToggle, statusAnswer } from '../testing/answers';
import type { SwitchState } from './derive-state';
import { initialToggles, reduceToggles, sentOf, type Toggles, type TogglesEvent } from './toggles';

const at = (ms: number) => ({ wall: ms, mono: ms });
const sent = sentToggle(at(100));
const open: TogglesEvent = { type: 'open-dialog', action: 'engage' };
const close: TogglesEvent = { type: 'close-dialog' };
const send: TogglesEvent = { type: 'send' };
const accept = {
  type: 'accept',
  sent: { ...sent, answer: 'accepted' },
  result: { status: 'engaged', tenant_id: 'tenant-a' },
} satisfies TogglesEvent;
const fail = (proof: Proof, conflict = false): TogglesEvent => ({
  type: 'fail',
  failure: { error: proof, proof, conflict, sent },
});
const read = (effect: 'no-effect' | 'took-effect'): TogglesEvent => ({
  type: 'read',
  evidence: { effect, target: null, overtakenBy: null },
});
const readForReport = (effect: 'no-effect' | 'took-effect'): TogglesEvent => ({
  type: 'read-for-report',
  effect,
});
const state = (kind: 'engaged' | 'disengaged', askedAt: number): TogglesEvent => {
  const known: SwitchState = { kind, answer: statusAnswer(kind, at(askedAt)), ageMs: 0 };
  return { type: 'read-state', state: known };
};
const after = (...events: TogglesEvent[]): Toggles => events.reduce(reduceToggles, initialToggles);

describe('the toggle dialog', () => {
  it('is opened for one toggle, and starts again each time', () => {
    expect(after(open)).toMatchObject({ dialog: 'engage', toggle: { stage: 'compose' } });
    expect(after(open, send, fail('unknown'), close, open).toggle).toMatchObject({
      stage: 'compose',
      failure: null,
    });
  });

  it('closes when the server accepted, and becomes the report', () => {
    expect(after(open, send, accept)).toMatchObject({
      dialog: null,
      report: { stage: 'accepted', sent: { answer: 'accepted' }, effect: 'reading' },
      lastError: null,
    });
  });

  it('stays open after a failure, and the page knows the error', () => {
    expect(after(open, send, fail('refused'))).toMatchObject({ dialog: 'engage', lastError: 'refused' });
  });
});

describe('the report after the dialog was closed', () => {
  it.each([
    ['a lost answer', [fail('unknown')], 'unclear'],
    ['a lost answer whose effect was read', [fail('unknown'), read('took-effect')], 'unclear'],
    ['a refusal that took effect', [fail('refused'), read('took-effect')], 'refused'],
  ] as const)('continues after %s', (_what, events, stage) => {
    expect(after(open, send, ...events, close).report).toMatchObject({ stage });
  });

  it.each([
    ['nothing was sent', []],
    ['it never left this device', [send, fail('not-sent')]],
    ['it was refused without effect', [send, fail('refused'), read('no-effect')]],
  ] as const)('does not exist when %s', (_what, events) => {
    expect(after(open, ...events, close).report).toBeNull();
  });

  it('is none where somebody else was faster, before anything was sent or by a conflict', () => {
    const overtaken: TogglesEvent = {
      type: 'read',
      evidence: { effect: 'took-effect', target: null, overtakenBy: 'Somebody was faster' },
    };
    for (const events of [[], [send, fail('refused', true)]]) {
      const superseded = after(open, ...events, overtaken);
      expect(superseded.toggle.stage).toBe('superseded');
      expect(reduceToggles(superseded, close).report).toBeNull();
    }
  });

  it('goes on after a lost answer that another engagement superseded', () => {
    const target = (name: string): TogglesEvent => ({
      type: 'read',
      evidence: { effect: 'reading', target: name, overtakenBy: null },
    });
    expect(after(open, target('a'), send, fail('unknown'), target('b'), close).report).toMatchObject({
      stage: 'unclear',
      failure: { proof: 'unknown' },
      effect: 'reading',
    });
  });

  it('knows what was sent, whatever the answer was', () => {
    const sentFrom = (...events: TogglesEvent[]) => {
      const { report } = after(open, send, ...events, close);
      return report && sentOf(report);
    };
    expect(sentFrom(accept)).toEqual({ ...sent, answer: 'accepted' });
    expect(sentFrom(fail('unknown'))).toEqual(sent);
  });

  it('stays confirmed, whatever is read later, until it is closed', () => {
    const confirmed = after(open, send, accept, readForReport('took-effect'), readForReport('no-effect'));
    expect(confirmed.report).toMatchObject({ effect: 'took-effect' });
    expect(reduceToggles(confirmed, { type: 'close-report' }).report).toBeNull();
  });
});

describe('the owner of a change:', () => {
  const disengaged = state('disengaged', 0);
  const lost = [send, fail('unknown'), read('no-effect'), state('disengaged', 101)];
  const refused = [send, fail('refused'), read('no-effect'), state('disengaged', 101)];
  it.each([
    ['after an accepted toggle it is one’s own', [send, accept], null],
    ['after a lost answer it may be one’s own', [send, fail('unknown')], null],
    ['after a refusal it may be one’s own', [send, fail('refused')], null],
    ['after a conflict it is somebody else’s', [send, fail('refused', true)], 'engaged'],
    ['when nothing was sent it is somebody else’s', [send, fail('not-sent')], 'engaged'],
    ['after a lost answer that reads without effect it may be one’s own', lost, null],
    ['after a refusal that was read back without effect it is somebody else’s', refused, 'engaged'],
    ['without a toggle it is somebody else’s', [], 'engaged'],
  ] as const)('%s', (_what, events, to) => {
    const { foreign } = after(disengaged, open, ...events, state('engaged', 200)).watch;
    expect(foreign?.to ?? null).toBe(to);
  });

  it('is measured from the server’s clock where the server tells it, else from this device’s', () => {
    const acceptedAt = (serverTime: number | null) =>
      after(open, send, { ...accept, sent: { ...sent, serverTime } }).watch.accepted;
    expect(acceptedAt(5_000)).toEqual({ settledAt: at(100), at: 5_000 });
    expect(acceptedAt(null)).toEqual({ settledAt: at(100), at: 100 });
  });

  it('taking in the same reading twice changes nothing', () => {
    const seen = after(disengaged, open, send, fail('unknown'));
    for (const reading of [state('disengaged', 0), read('no-effect')]) {
      const once = reduceToggles(seen, reading);
      expect(reduceToggles(once, reading)).toBe(once);
    }
    const reported = after(open, send, accept, readForReport('took-effect'));
    expect(reduceToggles(reported, readForReport('took-effect'))).toBe(reported);
  });
});
