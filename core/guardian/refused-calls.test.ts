// @vitest-environment node
import { expect, it } from 'vitest';
import { createHost } from '../../mocks/host/create-host';
import { happen } from '../../mocks/host/simulated-guardian';
import { readRefusedCalls } from '../hosts/refused-calls';

const NOW = Date.parse('2026-11-27T09:00:00Z');

function start() {
  const { guardian } = createHost('host-1', NOW, 'linux');
  const before = guardian.events.length;
  return {
    tell: (agent: string, epoch: number, denied: number) =>
      happen(guardian, { type: 'calls-refused', calls: [{ agent, epoch, denied }] }, NOW),
    enter: () => happen(guardian, { type: 'start-safe', operator: 'ada' }, NOW),
    refusals: () =>
      guardian.events
        .slice(before)
        .filter(({ actor, outcome }) => actor === 'billing' && outcome === 'DENIED (Safe Mode)')
        .map(({ message }) => message),
  };
}

it('calls that the gateways refused to an agent of a host in Safe Mode are an event, and each call counts once [F7-105]', () => {
  const { tell, enter, refusals } = start();
  enter();
  tell('billing', 3, 2);
  tell('billing', 3, 2);
  tell('billing', 3, 3);
  // A total of an epoch that is over comes late.
  tell('billing', 2, 9);
  tell('billing', 4, 1);
  expect(refusals()).toEqual([
    'The gateways refused 2 calls of billing, because this host is not NORMAL',
    'The gateways refused 1 call of billing, because this host is not NORMAL',
    'The gateways refused 1 call of billing, because this host is not NORMAL',
  ]);
});

it('in NORMAL they are no event, because this Guardian refused nothing, and are not told later', () => {
  const { tell, enter, refusals } = start();
  tell('billing', 3, 5);
  enter();
  tell('billing', 3, 5);
  expect(refusals()).toEqual([]);
});

it.each([
  null,
  {},
  { items: {} },
  { items: [{ agent: 'a', epoch: 1 }] },
  { items: [{ agent: 'a', epoch: -1, denied: 1 }] },
  { items: [{ agent: 7, epoch: 1, denied: 1 }] },
  { items: [{ agent: 'a'.repeat(201), epoch: 1, denied: 1 }] },
  { items: Array.from({ length: 1_001 }, () => ({ agent: 'a', epoch: 1, denied: 1 })) },
])('calls that cannot be read are refused whole: case %#', (body) => {
  expect(readRefusedCalls(body)).toBeNull();
});
