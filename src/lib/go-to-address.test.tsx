import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { flushAddress, goTo, noteAddress } from './go-to';

describe('the address', () => {
  const address = () => window.location.pathname + window.location.search;
  const replace = () => vi.spyOn(window.history, 'replaceState');
  beforeEach(() => {
    vi.useFakeTimers();
    window.history.replaceState({ key: 'a' }, '', '/kill-switch/history');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  test('is written once typing pauses, however long a key was held', () => {
    const written = replace();
    for (let turn = 0; turn < 200; turn += 1) {
      noteAddress(`/kill-switch/history?text=${'x'.repeat(turn)}`);
      vi.advanceTimersByTime(33);
    }
    expect(written).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);
    expect(written).toHaveBeenCalledTimes(1);
    expect(address()).toBe(`/kill-switch/history?text=${'x'.repeat(199)}`);
    expect(window.history.state).toEqual({ key: 'a' });
  });

  test('is written at once when the field is left, and before another page opens', () => {
    noteAddress('/kill-switch/history?text=a');
    flushAddress();
    expect(address()).toBe('/kill-switch/history?text=a');
    noteAddress('/kill-switch/history?text=ab');
    const pushed = vi.spyOn(window.history, 'pushState').mockImplementation(() => {
      expect(address()).toBe('/kill-switch/history?text=ab');
      window.history.replaceState({ key: 'b' }, '', '/kill-switch');
    });
    goTo('/kill-switch');
    expect(pushed).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    expect(address()).toBe('/kill-switch');
  });

  test('of a page that was left meanwhile is not written over the new one', () => {
    noteAddress('/kill-switch/history?text=a');
    window.history.replaceState({ key: 'b' }, '', '/kill-switch/history');
    vi.advanceTimersByTime(10_000);
    expect(address()).toBe('/kill-switch/history');
  });

  test.each<[string, () => void]>([
    [
      'throws',
      () => {
        throw new DOMException('Attempt to use history.replaceState() more than 100 times per 30 seconds');
      },
    ],
    ['does nothing', () => {}],
  ])('is written later where the browser has had enough and %s', (_what, refuse) => {
    const written = replace().mockImplementation(refuse);
    noteAddress('/kill-switch/history?text=a');
    vi.advanceTimersByTime(300);
    expect(written).toHaveBeenCalledTimes(1);
    written.mockRestore();
    vi.advanceTimersByTime(5_000);
    expect(address()).toBe('/kill-switch/history?text=a');
  });

  test.each<[string, () => void]>([
    ['does nothing', () => {}],
    [
      'throws',
      () => {
        throw new DOMException('too many');
      },
    ],
  ])('of a link is loaded where the browser %s, and asked for again until it is there', (_what, refuse) => {
    // The browser drops even this, as Chromium does.
    const assign = vi.fn();
    vi.stubGlobal('location', { href: window.location.href, assign });
    const push = vi.spyOn(window.history, 'pushState').mockImplementation(refuse);
    goTo('/kill-switch');
    vi.advanceTimersByTime(2_000);
    expect(assign.mock.calls).toEqual([['/kill-switch'], ['/kill-switch'], ['/kill-switch']]);
    push.mockImplementation(() => {
      vi.stubGlobal('location', { href: 'http://localhost:3000/kill-switch', assign });
    });
    vi.advanceTimersByTime(60_000);
    expect(assign).toHaveBeenCalledTimes(3);
    expect(push).toHaveBeenCalledTimes(4);
    vi.unstubAllGlobals();
  });
});
