// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestEvent } from './broker';
import { admitEvent, drainBurst, noBurst, WRITTEN_A_SECOND } from './burst';
import type { NewEvent } from './events';

const CAPABILITIES = ['network', 'shell_execution'] as const;
const eventAt = (at: number, capability: string = CAPABILITIES[0]) =>
  requestEvent({ capability, arguments: { url: 'x' } }, 'DENIED (profile)', at);

it('Core’s requests are written one by one until ten in a second, and the others are counted', () => {
  const burst = noBurst();
  const events = Array.from({ length: 25 }, (_, index) => eventAt(5_000 + index, CAPABILITIES[index % 2]));
  expect(events.filter((event) => admitEvent(burst, event))).toEqual(events.slice(0, WRITTEN_A_SECOND));
  expect(drainBurst(burst)).toEqual([
    { ...events[10], message: 'Core asked for network 8 more times' },
    { ...events[11], message: 'Core asked for shell_execution 7 more times' },
  ]);
  expect(drainBurst(burst)).toEqual([]);
  expect(admitEvent(burst, eventAt(6_000))).toBe(true);
});

it('No request is lost, however they come: each one is written or counted', () => {
  const times = fc.array(fc.tuple(fc.nat(5_000), fc.constantFrom(...CAPABILITIES, 'x')));
  fc.assert(
    fc.property(times, (asked) => {
      const burst = noBurst();
      const events = asked.map(([at, capability]) => eventAt(at, capability)).toSorted((a, b) => a.at - b.at);
      const written = events.filter((event) => admitEvent(burst, event));
      const countOf = ({ message }: NewEvent) => Number(/(\d+) more times$/.exec(message)?.[1] ?? 1);
      const counted = drainBurst(burst).reduce((sum, event) => sum + countOf(event), 0);
      expect(written.length + counted).toBe(events.length);
      const inSecond = (second: number) => written.filter(({ at }) => Math.floor(at / 1_000) === second);
      expect([0, 1, 2, 3, 4, 5].every((second) => inSecond(second).length <= WRITTEN_A_SECOND)).toBe(true);
    }),
  );
});
