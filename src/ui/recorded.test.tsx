import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ErrorMessage } from './error-message';
import { RecordedText } from './recorded';

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

test('what hides in the server’s words is shown', () => {
  const words = { title: 'Refused', serverWords: 'a\u202Eb', advice: 'Ask.', quote: 'request 1' };
  const { container } = render(<ErrorMessage words={words} />);
  expect(container).toHaveTextContent('The server says: a⟨U+202E⟩b');
});
