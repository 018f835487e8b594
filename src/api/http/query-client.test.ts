import { MutationObserver, onlineManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { failure } from '../../testing/stub-server';
import { createQueryClient } from './query-client';

afterEach(() => onlineManager.setOnline(true));

it('an offline mutation is refused at once, and never sent later (law 3)', async () => {
  const client = createQueryClient();
  const send = vi.fn(() => Promise.reject(new Error('offline')));
  onlineManager.setOnline(false);
  const mutation = new MutationObserver(client, { mutationFn: send });
  expect(await failure(mutation.mutate())).toEqual(new Error('offline'));
  onlineManager.setOnline(true);
  await client.resumePausedMutations();
  expect(send).toHaveBeenCalledTimes(1);
});

it('a query is sent once, even when the browser believes that it is offline', async () => {
  const client = createQueryClient();
  onlineManager.setOnline(false);
  const queryFn = vi.fn(() => Promise.reject(new Error('no')));
  const observer = new QueryObserver(client, { queryKey: ['x'], queryFn });
  expect(
    await failure(observer.fetchOptimistic(client.defaultQueryOptions({ queryKey: ['x'], queryFn }))),
  ).toEqual(new Error('no'));
  expect(queryFn).toHaveBeenCalledTimes(1);
});
