import { expect, it } from 'vitest';
import type { HeardHost } from '../../core/ports/hosts';
import { createHearing } from './hearing';

const said = {
  tenantId: 't',
  name: 'agents-01',
  token: 'ksh',
  since: null,
  containment: null,
  platform: null,
};

it('what is heard grows old on the clock that says more, also while the machine was suspended before it could be written', async () => {
  let now = { monotonic: 1_000, wall: 50_000 };
  const ages: number[] = [];
  const store = {
    heardOf: async (heard: readonly HeardHost[]) => void ages.push(...heard.map(({ ageMs }) => ageMs())),
  };
  const failures: unknown[] = [];
  const hearing = createHearing(
    store,
    (error) => void failures.push(error),
    () => now,
  );
  const hear = async (later: typeof now) => {
    hearing.add({ ...said, mode: 'NORMAL' }, now);
    now = later;
    await hearing.stop();
  };
  await hear({ monotonic: 1_050, wall: 3_650_000 });
  await hear({ monotonic: 1_100, wall: 0 });
  expect([ages, failures]).toEqual([[3_600_000, 50], []]);
});
