import { describe, expect, it } from 'vitest';
import { ENTER, engineForTests, EXIT } from './testing/engine';
import { memoryHomeForTests } from './testing/memory-home';

describe('after a power cut', () => {
  it.each(['guardian', 'command', 'reading'] as const)(
    'between the event of a kill and the state, Operator Override is on, also for who works as %s [F7-29]',
    async (works) => {
      const home = memoryHomeForTests();
      const { engine, ask, killFile } = await engineForTests({ home });
      await ask('POST', ENTER);
      const before = structuredClone(home.durable.state);
      killFile.found = 'present';
      await engine.lookAt('kill_file');
      await engine.settled();
      home.durable.state = before;
      const next = await engineForTests({ home, works });
      expect(next.engine.state().mode).toBe('OPERATOR_OVERRIDE');
      expect(await next.ask('POST', EXIT)).toMatchObject({
        status: 409,
        body: { data: { blockers: [{ code: 'kill_not_acknowledged' }] } },
      });
      home.durable.state = null;
      const last = await engineForTests({ home, works });
      expect(last.engine.state().mode).toBe('OPERATOR_OVERRIDE');
    },
  );

  it('that took the state, far more events than one page hide no kill', async () => {
    const home = memoryHomeForTests();
    const { engine, killFile } = await engineForTests({ home });
    killFile.found = 'present';
    await engine.lookAt('kill_file');
    await engine.settled();
    for (let count = 0; count < 1_200; count++)
      await home.events.append({ at: 0, kind: 'export', outcome: 'EXPORTED', message: '' });
    home.durable.state = null;
    const next = await engineForTests({ home });
    expect(next.engine.state().mode).toBe('OPERATOR_OVERRIDE');
  });

  it('between the event and the state, the next start is as safe as the event', async () => {
    const home = memoryHomeForTests();
    const { ask } = await engineForTests({ home });
    const before = structuredClone(home.durable.state);
    await ask('POST', ENTER);
    home.durable.state = before;
    const { engine, core } = await engineForTests({ home });
    expect([engine.state().mode, core.started]).toEqual(['SAFE', []]);
  });

  it('that took the state, the next start is SAFE, and says why', async () => {
    const home = memoryHomeForTests();
    home.durable.state = null;
    const { engine, core } = await engineForTests({ home });
    expect([engine.state().mode, core.started]).toEqual(['SAFE', []]);
    await engine.settled();
    expect(home.durable.events.map(({ message }) => message).join()).toContain(
      'the state was missing or damaged',
    );
  });
});
