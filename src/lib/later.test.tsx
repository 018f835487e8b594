import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { later } from './later';

test('code is asked for only once it is wanted, and then it stays', async () => {
  const load = vi.fn(() => Promise.resolve('code'));
  const useLater = later(load);
  const { result, rerender, unmount } = renderHook(({ wanted }) => useLater(wanted), {
    initialProps: { wanted: false },
  });
  expect(load).not.toHaveBeenCalled();
  await act(async () => rerender({ wanted: true }));
  expect(result.current).toMatchObject({ code: 'code', failed: false });
  unmount();
  expect(renderHook(() => useLater(true)).result.current.code).toBe('code');
  expect(load).toHaveBeenCalledOnce();
});

test('code that was lost is told as lost, and can be asked for again', async () => {
  let lost = true;
  const useLater = later(() => (lost ? Promise.reject(new Error('404')) : Promise.resolve('code')));
  const { result } = renderHook(() => useLater(true));
  await act(async () => {});
  expect(result.current).toMatchObject({ code: null, failed: true });
  lost = false;
  await act(async () => result.current.ask());
  expect(result.current).toMatchObject({ code: 'code', failed: false });
});
