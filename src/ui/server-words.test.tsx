import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { withoutSecrets } from '../lib/server-words';
import { ErrorMessage } from './error-message';

const show = (serverWords: string) =>
  render(
    <ErrorMessage
      words={{ title: 'The server failed (500)', serverWords, advice: 'Try again.', quote: 'boom, id-1' }}
    />,
  );

test('a sentence of the server is shown unchanged', () => {
  show('The tenant is blocked');
  expect(screen.getByText('The tenant is blocked')).toBeVisible();
  expect(screen.queryByText('Technical details from the server')).not.toBeInTheDocument();
});

test.each([
  'Traceback (most recent call last): File "/app/db.py", line 3, in connect OperationalError: password=hunter2',
  'connection failed: host=db password=hunter2',
  'one\ntwo\nthree\nfour',
])('technical text is folded, beside what to quote and what to do: %j', (said) => {
  show(withoutSecrets(said));
  const details = screen.getByRole('group');
  expect(details).not.toHaveAttribute('open');
  expect(details).toHaveTextContent('Technical details from the server');
  expect(document.body).not.toHaveTextContent('hunter2');
  expect(screen.getByText('boom, id-1')).toBeVisible();
  expect(screen.getByText('Try again.')).toBeVisible();
});
