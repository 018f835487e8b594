import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ErrorMessage } from './error-message';
import { RecordedText, RecordedTime } from './recorded';

test.each([
  [null, 'not recorded'],
  ['***EMAIL_REDACTED***', 'redacted by the server'],
  ['mails ***EMAIL_REDACTED*** every second', 'mails redacted by the server every second'],
  ['***STOP*** agents now', '***STOP*** agents now'],
  ['*** DO NOT DISENGAGE *** corrupt', '*** DO NOT DISENGAGE *** corrupt'],
])('%s is shown as %s', (text, shown) => {
  const { container } = render(<RecordedText text={text} />);
  expect(container).toHaveTextContent(shown, { normalizeWhitespace: false });
});

test.each([
  ['2026-02-30T10:00:00Z', '2026-02-30T10:00:00Z (not a date)'],
  ['2026-11-20T10:00:00', '2026-11-20T10:00:00 (not a time with a zone)'],
  ['2026-11-20T24:00:00Z', '2026-11-20T24:00:00Z (not a time with a zone)'],
  [null, 'not recorded'],
])('the time %s is shown as %s', (timestamp, shown) => {
  const { container } = render(<RecordedTime timestamp={timestamp} />);
  expect(container).toHaveTextContent(shown);
});

test('a time in PostgreSQL’s format is shown as that moment', () => {
  const { container } = render(<RecordedTime timestamp="2026-11-20 10:00:00+00" />);
  expect(container).toHaveTextContent(/^2026-11-20 10:00:00 UTC$/);
  expect(container).not.toHaveTextContent('not a time');
});

test('hidden characters in the server’s words are made visible', () => {
  const words = { title: 'Refused', serverWords: 'a\u202Eb', advice: 'Ask.', quote: 'request 1' };
  const { container } = render(<ErrorMessage words={words} />);
  expect(container).toHaveTextContent('The server says: a⟨U+202E⟩b');
});
