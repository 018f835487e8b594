import { emptyData } from '../../mocks/memory-store/memory-data';
import { createMemoryBeats } from '../../mocks/memory-store/memory-beats';
import { createMemoryStore } from '../../mocks/memory-store/memory-store';
import { describeApi } from './api-suite';

describeApi('a store in memory', async () => {
  const held = emptyData();
  const data = () => held;
  const clock = Date.now;
  return {
    store: createMemoryStore({ data, clock, newId: () => crypto.randomUUID() }),
    beats: createMemoryBeats(data, clock),
    close: async () => undefined,
  };
});
