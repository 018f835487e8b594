import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { readRefusal } from '../api/read-refusal';
import { ErrorMessage } from './error-message';

const show = (serverWords: string | null) =>
  render(
    <ErrorMessage
      words={{ title: 'The server failed (500)', serverWords, advice: 'Try again.', quote: 'boom, id-1' }}
    />,
  );

const refused = (body: unknown) => readRefusal(500, new Headers(), JSON.stringify(body), 'id-1').serverWords;

test('a sentence of the server is shown as it is', () => {
  show(refused({ success: false, error: 'The tenant is blocked' }));
  expect(screen.getByText('The tenant is blocked')).toBeVisible();
});

test.each([
  'Traceback (most recent call last):\n  File "/app/db.py", line 3, in connect\n    raise\nOperationalError: password=hunter2',
  'connection failed: host=db password=hunter2',
  'one\ntwo\nthree\nfour',
])('what was written for programmers is folded, without its secrets, beside what to quote: %j', (error) => {
  show(refused({ success: false, error }));
  const details = screen.getByRole('group');
  expect(details).not.toHaveAttribute('open');
  expect(details).toHaveTextContent('Technical details from the server');
  expect(document.body).not.toHaveTextContent('hunter2');
  expect(screen.getByText('boom, id-1')).toBeVisible();
  expect(screen.getByText('Try again.')).toBeVisible();
});

test('a text of many lines keeps them where it is unfolded', () => {
  expect(refused({ error: 'one\n two\r\nthree\n\nfour' })).toBe('one\ntwo\nthree\nfour');
  expect(refused({ error: 'one\n two\nthree' })).toBe('one two three');
});

test('the words of a field, and those in plain text, are shown without secrets', () => {
  const { fieldErrors } = readRefusal(
    422,
    new Headers(),
    JSON.stringify({ detail: [{ loc: ['body'], msg: 'got token=abc123' }] }),
  );
  expect(fieldErrors).toEqual([{ field: '', message: 'got token=[not shown]' }]);
  const plain = new Headers({ 'Content-Type': 'text/plain' });
  expect(readRefusal(502, plain, 'upstream said secret=abc123').serverWords).toBe(
    'upstream said secret=[not shown]',
  );
});
