import { describe, expect, test } from 'vitest';
import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { ModeState } from '../../../guardian/mode';
import type { Aged } from '../../../api/http/reading';
import { answerOf } from '../../../testing/answers';
import { whyNotEnter, whyNotExit } from './why-disabled';

const aged = (mode: GuardianMode): Aged<GuardianStatus> => ({
  answer: answerOf({ mode, host: 'h' }, { wall: 0, mono: 0 }),
  ageMs: 0,
});
const confirmed = (mode: GuardianMode): ModeState => ({ kind: 'confirmed', ...aged(mode) });
const unknown = (mode?: GuardianMode): ModeState => ({
  kind: 'unknown',
  cause: 'failed',
  error: new Error('x'),
  last: mode ? aged(mode) : null,
});

describe('entering Safe Mode', () => {
  test.each<[string, ModeState, string | null]>([
    ['is possible in NORMAL', confirmed('NORMAL'), null],
    ['is possible while nothing is known', unknown(), null],
    ['is possible when the mode is no longer known', unknown('SAFE'), null],
    ['waits for the first check', { kind: 'checking' }, 'The first check is under way.'],
    ['is not needed in SAFE', confirmed('SAFE'), 'Disabled in Safe Mode: the mode is SAFE already.'],
    [
      'is not needed under Operator Override',
      confirmed('OPERATOR_OVERRIDE'),
      'Disabled in Safe Mode: the mode is OPERATOR OVERRIDE already.',
    ],
  ])('%s', (_, state, why) => {
    expect(whyNotEnter(state, 'ADMIN')).toBe(why);
    expect(whyNotEnter(state, 'SECURITY_ANALYST')).toBe(why);
  });

  test.each(['AUDITOR', 'VIEWER', '', 'admin', '__proto__'])('is not possible for %j', (role) => {
    expect(whyNotEnter(confirmed('NORMAL'), role)).toBe('Only ADMIN and SECURITY may enter Safe Mode.');
  });
});

describe('exiting Safe Mode', () => {
  test.each<[string, ModeState, string | null]>([
    ['is possible in SAFE', confirmed('SAFE'), null],
    ['can be looked at under Operator Override', confirmed('OPERATOR_OVERRIDE'), null],
    ['needs Safe Mode', confirmed('NORMAL'), 'The host is not in Safe Mode.'],
    ['needs a known mode', unknown('SAFE'), 'Exit needs a confirmed mode.'],
    ['waits for the first check', { kind: 'checking' }, 'The first check is under way.'],
  ])('%s', (_, state, why) => expect(whyNotExit(state, 'OWNER')).toBe(why));

  test.each(['SECURITY', 'AUDITOR', 'VIEWER', 'constructor'])('is not possible for %s', (role) => {
    expect(whyNotExit(confirmed('SAFE'), role)).toBe('Only ADMIN may exit Safe Mode.');
  });
});
