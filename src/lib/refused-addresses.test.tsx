import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadRefusedAddresses } from './refused-addresses';

const HERE = 'http://localhost:3000/kill-switch/history';
const assign = vi.fn();
let stop = () => {};

/** The page is at this address. Loading another one is only recorded. */
function standAt(href: string) {
  vi.stubGlobal('location', { href, pathname: new URL(href).pathname, assign });
}

beforeEach(() => {
  vi.useFakeTimers();
  assign.mockClear();
  standAt(HERE);
  stop = loadRefusedAddresses();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe.each<[string, () => void]>([
  ['does nothing, as Chromium', () => {}],
  [
    'throws, as WebKit',
    () => {
      throw new DOMException('Attempt to use history.pushState() more than 100 times per 30 seconds');
    },
  ],
])('when the browser refuses changes of the address and %s', (_what, refuse) => {
  beforeEach(() => {
    vi.spyOn(History.prototype, 'pushState').mockImplementation(refuse);
    vi.spyOn(History.prototype, 'replaceState').mockImplementation(refuse);
  });

  test('the page of a link is loaded, and requested again until the browser starts it', () => {
    window.history.pushState({}, '', '/kill-switch');
    vi.advanceTimersByTime(2_000);
    expect(assign.mock.calls.map(([href]) => new URL(href).pathname)).toEqual([
      '/kill-switch',
      '/kill-switch',
      '/kill-switch',
    ]);
    window.dispatchEvent(new Event('beforeunload'));
    vi.advanceTimersByTime(60_000);
    expect(assign).toHaveBeenCalledTimes(3);
  });

  test('the same holds for a row of this page, and for a page that replaces another one', () => {
    window.history.pushState({}, '', '/kill-switch/history?row=7');
    expect(assign).toHaveBeenLastCalledWith(`${HERE}?row=7`);
    window.history.replaceState({}, '', '/kill-switch');
    expect(assign).toHaveBeenLastCalledWith('http://localhost:3000/kill-switch');
  });

  test('a link that is followed later replaces the earlier one', () => {
    window.history.pushState({}, '', '/kill-switch');
    window.history.pushState({}, '', '/recovery');
    vi.advanceTimersByTime(1_000);
    expect(assign.mock.calls.map(([href]) => new URL(href).pathname)).toEqual([
      '/kill-switch',
      '/recovery',
      '/recovery',
    ]);
  });

  test('a page that was left meanwhile, for example by Back, loads nothing more', () => {
    window.history.pushState({}, '', '/kill-switch');
    standAt('http://localhost:3000/recovery');
    vi.advanceTimersByTime(60_000);
    expect(assign).toHaveBeenCalledTimes(1);
  });

  test('a filter that is not written, and a change without an address, load nothing', () => {
    window.history.replaceState({}, '', '/kill-switch/history?text=drill');
    window.history.replaceState({ idx: 0 }, '');
    vi.advanceTimersByTime(60_000);
    expect(assign).not.toHaveBeenCalled();
  });
});

test('a change that the browser accepts loads nothing', () => {
  vi.spyOn(History.prototype, 'pushState').mockImplementation(() =>
    standAt('http://localhost:3000/recovery'),
  );
  window.history.pushState({ key: 'a' }, '', '/recovery');
  expect(History.prototype.pushState).toHaveBeenCalledWith({ key: 'a' }, '', '/recovery');
  vi.advanceTimersByTime(60_000);
  expect(assign).not.toHaveBeenCalled();
});
