import { act, render, renderHook, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useNow } from './use-now';

const START = Date.parse('2026-11-21T09:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] });
  return () => void vi.useRealTimers();
});

const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

test('the present moment is read on both clocks, and moves every second', () => {
  const { result } = renderHook(useNow);
  const { mono } = result.current;
  expect(result.current.wall).toBe(START);
  pass(999);
  expect(result.current.wall).toBe(START);
  pass(1);
  expect(result.current).toEqual({ wall: START + 1_000, mono: mono + 1_000 });
});

test('the present moment is the same everywhere on the page', () => {
  const Reader = () => <p>{useNow().mono}</p>;
  render(
    <>
      <Reader />
      <Reader />
    </>,
  );
  pass(3_500);
  const [one, two] = screen.getAllByRole('paragraph').map((element) => element.textContent);
  expect(one).toBe(two);
});

describe('the present moment is read at once', () => {
  test.each(['visibilitychange', 'pageshow', 'focus', 'resume'])('on %s, before any timer', (name) => {
    const { result } = renderHook(useNow);
    vi.setSystemTime(START + 3_600_000);
    expect(result.current.wall).toBe(START);
    act(() => void window.dispatchEvent(new Event(name)));
    expect(result.current.wall).toBe(START + 3_600_000);
  });

  test('when a component starts to use it again', () => {
    renderHook(useNow).unmount();
    vi.setSystemTime(START + 60_000);
    expect(renderHook(useNow).result.current.wall).toBe(START + 60_000);
  });
});

test('but not while no component uses it', () => {
  const { unmount } = renderHook(useNow);
  expect(vi.getTimerCount()).toBe(1);
  const other = renderHook(useNow);
  unmount();
  expect(vi.getTimerCount()).toBe(1);
  other.unmount();
  expect(vi.getTimerCount()).toBe(0);
});
