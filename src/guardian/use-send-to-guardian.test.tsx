import { QueryClientProvider, QueryObserver } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { createQueryClient } from '../api/http/query-client';
import type { Answer } from '../api/http/request';
import { answerOf } from '../testing/answers';
import { useSendToGuardian } from './use-send-to-guardian';

test('a first reading that began during the action, and was answered after it, is dropped (law 7)', async () => {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const answers: ((text: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const status = new QueryObserver(client, { queryKey: ['guardian', 't', 'status'], queryFn });
  const stop = status.subscribe(() => {});
  let take: (answer: Answer<string>) => void = () => {};
  const perform = () => new Promise<Answer<string>>((resolve) => void (take = resolve));
  const { result } = renderHook(
    () => useSendToGuardian({ at: { tenantId: 't', host: null }, kind: 'mode_change', perform }),
    {
      wrapper,
    },
  );
  let done: Promise<unknown> = Promise.resolve();
  await act(async () => {
    done = result.current.send('Why');
    await Promise.resolve();
    void status.refetch();
  });
  const begun = answers.length;
  await act(async () => {
    take(answerOf('ok', { wall: 0, mono: 0 }));
    await done;
  });
  expect(answers).toHaveLength(begun + 1);
  await act(async () => {
    for (const [index, answer] of answers.entries()) answer(index < begun ? 'begun before' : 'begun after');
    await Promise.resolve();
  });
  expect(status.getCurrentResult().data).toBe('begun after');
  stop();
  client.clear();
});
