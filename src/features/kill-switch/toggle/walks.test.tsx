import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { forgetApp, renderApp, START } from '../../../testing/render-app';
import { walks, type Model } from '../../../testing/walk/steps';
import { createWitness } from '../../../testing/walk/witness';

// `npm run soak` takes more walks, from a seed of its own. Each failure prints the seed and path that repeat it.
const soak = process.env['WALKS'];
const RUNS = Number(soak ?? 100);
const SEED = Number(process.env['WALKS_SEED'] ?? 20261121);
const PARTS = 4;

vi.setConfig({ testTimeout: RUNS * 5_000 });

test.each(Array.from({ length: PARTS }, (_, part) => part))(
  'in random walks: never green without knowing, no toggle that nobody asked for, no reason lost (part %i)',
  async (part) => {
    const fetch = globalThis.fetch;
    let toggles = 0;
    await fc.assert(
      fc.asyncProperty(walks, async (steps) => {
        forgetApp();
        vi.stubGlobal('fetch', fetch);
        vi.setSystemTime(START);
        const witness = createWitness();
        const app = await renderApp({ seed: { seed: 'one', engaged: false } });
        await fc.asyncModelRun(
          () => ({
            model: { presses: 0, typed: { Engage: '', Disengage: '' } } satisfies Model,
            real: { app, witness },
          }),
          steps,
        );
        toggles += witness.toggles.length;
      }),
      {
        numRuns: Math.ceil(RUNS / PARTS),
        seed: SEED + part,
        endOnFailure: soak === undefined,
      },
    );
    // Walks without any toggle would prove nothing. A soak may be too short for this check.
    if (soak === undefined) expect(toggles).toBeGreaterThan(RUNS / PARTS / 10);
  },
);
