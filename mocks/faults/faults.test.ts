// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createFaults, FAULT_TARGETS, faultLabels, faultNames, formatFaults, parseFaults } from './faults';

describe('fault flags', () => {
  it('are read as they were written, for every fault and every target', () => {
    for (const target of FAULT_TARGETS) {
      for (const name of faultNames) {
        expect(parseFaults(formatFaults({ [target]: name }))).toEqual({ [target]: name });
      }
    }
    expect(parseFaults(' status:slow, toggle:504-but-done ')).toEqual({
      status: 'slow',
      toggle: '504-but-done',
    });
    expect(parseFaults('')).toEqual({});
  });

  it('get their default target when none is named', () => {
    expect(
      parseFaults(
        '500,no-engaged-at,reason-ignored,audit-lag,me-empty,one-mechanism,signature-invalid,stop-fails',
      ),
    ).toEqual({
      any: '500',
      status: 'no-engaged-at',
      toggle: 'reason-ignored',
      history: 'audit-lag',
      auth: 'me-empty',
      guardian: 'one-mechanism',
      'guardian-action': 'signature-invalid',
      control: 'stop-fails',
    });
  });

  it.each([
    ['status:sloow', /Unknown fault "sloow"\. Known: slow, hang, .*gateway-late\./],
    [
      'stat:slow',
      /Unknown fault target "stat"\. Known: any, auth, status, toggle, history, guardian, guardian-action, control\./,
    ],
    ['status:slow,status:500', /Two faults for "status"/],
    ['__proto__:slow', /Unknown fault target/],
  ])('refuse %s', (text, message) => expect(() => parseFaults(text)).toThrow(message));

  it('have a label for every name, and each label once', () => {
    expect(Object.keys(faultLabels).toSorted()).toEqual(faultNames.toSorted());
    expect(new Set(Object.values(faultLabels)).size).toBe(faultNames.length);
  });

  it('apply the fault of the request’s target and the one for all targets', () => {
    const faults = createFaults({ any: 'slow', status: '500' });
    expect(faults.of('status')).toEqual(['500', 'slow']);
    expect(faults.of('toggle')).toEqual(['slow']);
    faults.set('any', null);
    expect(faults.of('toggle')).toEqual([]);
    faults.set('any', 'stale-replica');
    expect(faults.has('stale-replica')).toBe(true);
    faults.clear();
    expect(faults.active()).toEqual({});
  });
});
