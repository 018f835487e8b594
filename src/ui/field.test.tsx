import { act, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef, useState } from 'react';
import { expect, test } from 'vitest';
import { TextAreaField, TextField } from './field';
import { textIn } from './use-field-text';

const secret = createRef<HTMLInputElement>();
const reason = createRef<HTMLTextAreaElement>();

/** Two fields whose texts the page keeps. `Clear` empties both, as a page does after sending. */
function Form() {
  const [texts, setTexts] = useState({ secret: 'first', reason: '' });
  const [, setTick] = useState(0);
  const set = (name: 'secret' | 'reason') => (text: string) =>
    setTexts((before) => ({ ...before, [name]: text }));
  return (
    <>
      <TextField
        label="Secret"
        name="secret"
        autoComplete="off"
        value={texts.secret}
        onChange={set('secret')}
        inputRef={secret}
      />
      <TextAreaField
        label="Reason"
        counter={`${texts.reason.length} of 500`}
        value={texts.reason}
        onChange={set('reason')}
        inputRef={reason}
      />
      <button onClick={() => setTick((tick) => tick + 1)}>Tick</button>
      <button onClick={() => setTexts({ secret: '', reason: '' })}>Clear</button>
    </>
  );
}

/** As password managers and dictation do it: the text is there without an event. */
function fillSilently(label: string, text: string) {
  Object.assign(screen.getByLabelText(label), { value: text });
}

test('text that was put into a field without an event can be read on submit', () => {
  render(<Form />);
  fillSilently('Secret', 'filled in');
  fillSilently('Reason', 'spoken');
  expect([textIn(secret, 'known'), textIn(reason, 'known')]).toEqual(['filled in', 'spoken']);
});

test('text that was put into a field without an event survives the next render, and is reported to the page', () => {
  render(<Form />);
  fillSilently('Secret', 'filled in');
  fillSilently('Reason', 'spoken');
  fireEvent.click(screen.getByRole('button', { name: 'Tick' }));
  expect(screen.getByLabelText('Secret')).toHaveValue('filled in');
  expect(screen.getByLabelText('Reason')).toHaveValue('spoken');
  expect(screen.getByText('6 of 500')).toBeVisible();
});

test('typing into one field keeps what was put into another without an event', async () => {
  render(<Form />);
  fillSilently('Secret', 'filled in');
  await act(() => userEvent.type(screen.getByLabelText('Reason'), 'typed'));
  expect(screen.getByLabelText('Secret')).toHaveValue('filled in');
  expect(screen.getByLabelText('Reason')).toHaveValue('typed');
  expect(screen.getByText('5 of 500')).toBeVisible();
});

test('the page’s own text is written, even over text that was put there without an event', () => {
  render(<Form />);
  expect(screen.getByLabelText('Secret')).toHaveValue('first');
  fillSilently('Secret', 'filled in');
  fillSilently('Reason', 'spoken');
  fireEvent.click(screen.getByRole('button', { name: 'Tick' }));
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(screen.getByLabelText('Secret')).toHaveValue('');
  expect(screen.getByLabelText('Reason')).toHaveValue('');
});

test('for a field that is not shown, the page’s own text is read', () => {
  expect(textIn({ current: null }, 'known')).toBe('known');
});
