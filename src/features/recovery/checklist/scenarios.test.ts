import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostCommands } from '../../../guardian/host/host-commands';
import { whyNot } from '../../../guardian/why-not';
import { actionFacts, recoveryActions } from './recovery-actions';
import { scenarioCodes, scenarioNamed, scenarios } from './scenarios';

const steps = scenarioCodes.flatMap((code) => scenarios[code].steps.map((step) => ({ code, step })));
const idsOf = (code: (typeof scenarioCodes)[number]) => scenarios[code].steps.map(({ id }) => id);

describe('the scenarios (F7 §5)', () => {
  it('are the seven of the Failure Recovery Matrix, in its order [F7-131, F7-132, F7-133, F7-134, F7-135, F7-136, F7-138, F7-139]', () => {
    expect(scenarioCodes.map((code) => scenarios[code].name)).toEqual([
      'Core stuck in loop',
      'Runaway shell commands',
      'Bad upgrade',
      'Policy corruption',
      'Guardian won’t start',
      'Unknown bad state',
      'Suspected compromise',
    ]);
  });

  it.each([
    ['core-loop', ['create-kill', 'core-down', 'verify', 'delete-kill', 'acknowledge', 'exit']],
    ['runaway-shell', ['children', 'create-kill']],
    ['bad-upgrade', ['rollback']],
    ['policy-corruption', ['reset']],
    ['guardian-dead', ['check-installer', 'install']],
    ['unknown-state', ['create-kill', 'reset', 'rollback', 'exit']],
    ['compromise', ['create-kill', 'verify', 'export', 'install']],
  ] as const)(
    '%s has the recovery method of the matrix, in its order [F7-131, F7-132, F7-133, F7-134, F7-135, F7-136, F7-138, F7-139]',
    (code, method) => {
      expect(idsOf(code).filter((id) => method.some((other) => other === id))).toEqual(method);
    },
  );

  it('have steps with unique ids and a text', () => {
    for (const code of scenarioCodes) expect(new Set(idsOf(code)).size).toBe(idsOf(code).length);
    for (const { step } of steps) expect(step.text.trim()).not.toBe('');
  });

  it('give only commands for the host when the Guardian does not start', () => {
    for (const { means } of scenarios['guardian-dead'].steps) expect(means.by).toBe('command');
  });

  it('never acknowledge a kill, nor leave Safe Mode, before the KILL file is deleted', () => {
    for (const code of scenarioCodes) {
      const ids = idsOf(code);
      if (!ids.includes('create-kill')) continue;
      const order = ['create-kill', 'delete-kill', 'acknowledge', 'exit'].map((id) => ids.indexOf(id));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order[0]).toBeGreaterThanOrEqual(0);
    }
  });

  it('show commands for people: one line, nothing invisible', () => {
    const commands = steps.flatMap(({ step: { means } }) =>
      means.by === 'command' ? [hostCommands(null)[means.command].command] : [],
    );
    expect(commands.filter((command) => !/^[\x20-\x7E]+$/.test(command))).toEqual([]);
  });

  it('are found by their stored name, and by nothing else', () => {
    for (const code of scenarioCodes) expect(scenarioNamed(code)).toBe(code);
    fc.assert(
      fc.property(fc.string(), (name) => {
        const known = scenarioCodes.some((code) => code === name);
        expect(scenarioNamed(name)).toBe(known ? name : null);
      }),
    );
    expect([null, '__proto__', 'constructor'].map(scenarioNamed)).toEqual([null, null, null]);
  });
});

describe('the recovery actions', () => {
  it('have names in a checklist that do not contain the name of any button of the page', () => {
    const names = recoveryActions.map((action) => actionFacts[action].name.toLowerCase());
    for (const action of recoveryActions)
      for (const name of names) expect(actionFacts[action].inStep.toLowerCase()).not.toContain(name);
  });

  it.each([
    ['ADMIN', 'canRecover', null],
    ['SECURITY', 'canRecover', 'Only ADMIN may x.'],
    ['AUDITOR', 'canDiagnose', null],
    ['VIEWER', 'canDiagnose', 'Only ADMIN, SECURITY or AUDITOR may x.'],
    ['constructor', 'canRecover', 'Only ADMIN may x.'],
  ] as const)('have their own names: %s and %s: %s', (role, needs, why) => {
    expect(whyNot(role, needs, 'x')).toBe(why);
  });
});
