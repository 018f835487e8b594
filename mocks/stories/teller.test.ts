// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTestApi, disengage, engage, SWITCH, type Sent } from '../test-api';
import { createTrafficWatch } from '../demo/traffic-watch';
import type { PersonaKey } from '../seeds/personas';
import { parseStory, stories, STORY_NAMES, type StoryName } from './stories';
import { createTeller } from './teller';

/** A tab's storage that lives as long as its test. */
function createStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

async function begin(name: StoryName) {
  const storage = createStorage();
  const teller = createTeller(() => api.backend, storage);
  const store = createTrafficWatch().follow({ load: async () => null, save: () => undefined }, teller.notice);
  const api = await createTestApi({}, { store, onRequest: () => teller.notice() });
  await teller.begin(name, async () => undefined);
  /** A request of the console, a moment after the step began. */
  const ask = async (path: string, sent: Sent) => {
    api.pass(1);
    await api.send(path, sent).catch(() => undefined);
  };
  const read = (as: PersonaKey = 'admin') => ask(SWITCH, { as });
  const step = () => teller.read()?.step;
  /** Lets what a step has begun come to its end. */
  const settle = () => api.backend.run(() => undefined).then(() => api.backend.run(() => undefined));
  return { ...api, teller, storage, ask, read, step, settle };
}

const exit: Sent = { method: 'POST', as: 'admin', body: { reason: 'Drill is over', confirm: true } };

describe('a story', () => {
  it.each(STORY_NAMES)('%s has three to five steps, and ends with one that asks for nothing', (name) => {
    const { steps } = stories[name];
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps.length).toBeLessThanOrEqual(5);
    expect(steps.at(-1)).toEqual({ tell: expect.stringMatching(/\.$/) });
  });

  it('that nobody knows is told, with the known ones', () => {
    expect(() => parseStory('nonsense')).toThrow(/Unknown story "nonsense".*lost-answer/);
  });

  it('lost-answer goes on with what happened at the server', async () => {
    const { backend, ask, read, step, settle, pass, teller } = await begin('lost-answer');
    await read();
    expect(step()).toBe(0);
    await ask(SWITCH, engage('admin'));
    expect(step()).toBe(1);
    await read();
    expect(step()).toBe(2);
    pass(5);
    await settle();
    teller.notice();
    expect(step()).toBe(3);
    expect(backend.faults.active()).toEqual({ toggle: '504-but-done' });
  });

  it('second-operator lets Sam be faster', async () => {
    const { ask, read, step, settle, waited } = await begin('second-operator');
    await settle();
    expect(waited).toEqual([6_000]);
    expect(step()).toBe(1);
    await read();
    expect(step()).toBe(2);
    await ask(SWITCH, disengage('admin'));
    expect(step()).toBe(3);
  });

  it('network-down sees the requests that do not arrive, and connects again on request', async () => {
    const { backend, ask, read, step, settle, teller } = await begin('network-down');
    await settle();
    expect(step()).toBe(1);
    await read();
    expect(step()).toBe(2);
    await ask(SWITCH, engage('admin'));
    expect(step()).toBe(3);
    await teller.act();
    expect(step()).toBe(4);
    expect(backend.faults.active()).toEqual({});
  });

  it('tampered-row begins with a broken chain, and asks to look', async () => {
    const { json, ask, step, teller } = await begin('tampered-row');
    const { body } = await json('/audit/logs/verify', { as: 'auditor' });
    expect(body.data).toMatchObject({ valid: false });
    await ask('/audit/logs/verify', { as: 'auditor' });
    expect(step()).toBe(1);
    teller.next();
    expect(step()).toBe(2);
  });

  it('forged-signature begins in Safe Mode, whose exit it waits for', async () => {
    const { ask, step } = await begin('forged-signature');
    expect(step()).toBe(0);
    await ask('/guardian/safe-mode/exit', exit);
    expect(step()).toBe(1);
  });

  it('kill-file goes from the file to the approved exit', async () => {
    const { backend, ask, step, settle, pass, teller, waited } = await begin('kill-file');
    await settle();
    expect(waited).toEqual([0, 5_500]);
    pass(6);
    await settle();
    expect(step()).toBe(0);
    await ask('/guardian/status', { as: 'admin' });
    expect(step()).toBe(1);
    await teller.act();
    expect(step()).toBe(2);
    await ask('/guardian/kill/acknowledge', exit);
    expect(step()).toBe(3);
    await ask('/guardian/safe-mode/exit', exit);
    expect(step()).toBe(4);
    expect(backend.faults.active()).toEqual({});
  });

  it('goes on after a reload at the same step, and not after it was left', async () => {
    const { backend, ask, storage, teller } = await begin('lost-answer');
    await ask(SWITCH, engage('admin'));
    const after = createTeller(() => backend, storage);
    after.resume();
    expect(after.read()).toEqual(teller.read());
    after.leave();
    expect(backend.faults.active()).toEqual({});
    const later = createTeller(() => backend, storage);
    later.resume();
    expect(later.read()).toBeNull();
  });

  it('does nothing more once it was left', async () => {
    const { backend, teller, settle } = await begin('network-down');
    teller.leave();
    await settle();
    expect(backend.faults.active()).toEqual({});
  });

  it('is not taken from a storage that holds something else', async () => {
    const { backend, storage } = await begin('kill-file');
    for (const text of [
      '{',
      'null',
      '{"name":"nonsense","step":0,"since":0}',
      '{"name":"kill-file","step":9,"since":0}',
    ]) {
      storage.setItem('ksc-demo.story', text);
      const teller = createTeller(() => backend, storage);
      teller.resume();
      expect(teller.read()).toBeNull();
    }
  });
});
