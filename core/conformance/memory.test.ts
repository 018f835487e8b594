import { emptyData } from '../../mocks/memory-store/memory-data';
import { createMemoryBeats } from '../../mocks/memory-store/memory-beats';
import { createMemoryOutbox } from '../../mocks/memory-store/memory-outbox';
import { createMemoryStore } from '../../mocks/memory-store/memory-store';
import { describeApi } from './api-suite';
import { describeStore } from './store-suite';

/** A store in memory, whose clock can be moved. */
function open() {
  const held = emptyData();
  let ahead = 0;
  const data = () => held;
  const clock = () => Date.now() + ahead;
  const listeners = new Set<() => void>();
  const toggled = () => listeners.forEach((listener) => listener());
  const store = createMemoryStore({ data, clock, newId: () => crypto.randomUUID(), toggled });
  return {
    store: { ...store, ...createMemoryOutbox(data, clock) },
    openBeats: async () =>
      createMemoryBeats(data, clock, (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      }),
    async advance(ms: number) {
      ahead += ms;
    },
    close: () => store.close(),
  };
}

describeStore('memory', async () => open());

describeApi('a store in memory', async () => {
  const { openBeats, ...rest } = open();
  return { ...rest, beats: await openBeats() };
});
