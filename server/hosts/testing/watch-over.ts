import { expect, onTestFinished } from 'vitest';
import { shownRow } from '../../../core/audit/chain/chain';
import { ACME } from '../../../core/conformance/store-under-test';
import type { Store } from '../../../core/ports/store';
import { startHostWatch } from '../host-watch';
import type { FakeGuardian } from './fake-guardian';
import { storeForTest } from './port-for-tests';

type Line = { message: string } & Record<string, unknown>;

/** A watch over these Guardians' hosts, all of them Acme's, that looks without a pause. */
export async function watchOver(
  guardians: FakeGuardian[],
  { watches = 1, store = null as Store | null } = {},
) {
  const used = store ?? (await storeForTest());
  for (const guardian of guardians) {
    await used.transaction(ACME.id, (tx) => tx.saveHost(guardian.record(ACME.id)));
  }
  const lines: Line[] = [];
  const failures: unknown[] = [];
  const write = (facts: object, message: string) => void lines.push({ message, ...facts });
  const running = Array.from({ length: watches }, () =>
    startHostWatch({
      store: used,
      log: { info: write, warn: write },
      failed: (error) => void failures.push(error),
      everyMs: 20,
    }),
  );
  onTestFinished(async () => {
    for (const watch of running) await watch.stop();
    expect(failures).toEqual([]);
  });
  let known = new Map<string, string | null>();
  let rows: ReturnType<typeof shownRow>[] = [];
  /** Waits until the store has this. */
  const see = async (holds: (seen: { modes: Map<string, string | null>; rows: typeof rows }) => boolean) => {
    const deadline = performance.now() + 10_000;
    for (;;) {
      await used.read(ACME.id, async (reading) => {
        known = new Map((await reading.hosts()).map(({ name, mode }) => [name, mode]));
        rows = (await reading.auditAfter(0, 500)).map(shownRow);
      });
      if (holds({ modes: known, rows })) return { modes: known, rows };
      if (performance.now() > deadline) throw new Error(`Not seen: ${JSON.stringify([[...known], rows])}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  return { store: used, lines, see, running };
}
