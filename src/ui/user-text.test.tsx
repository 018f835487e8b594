import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FOLD, UserText } from './user-text';

const shown = () => document.querySelector('bdi')?.textContent ?? '';

test('a text of ordinary length is shown whole, without a button', () => {
  render(<UserText text={'x'.repeat(FOLD)} />);
  expect(shown()).toHaveLength(FOLD);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('a longer text is folded, and shown in full on demand', () => {
  const text = `${'y'.repeat(FOLD)}the end\u202E`;
  render(<UserText text={text} />);
  expect(shown()).toBe(`${'y'.repeat(FOLD - 1)}…`);
  fireEvent.click(screen.getByRole('button', { name: 'Show all 2,008 characters' }));
  expect(shown()).toBe(`${'y'.repeat(FOLD)}the end⟨U+202E⟩`);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('a text of megabytes is unfolded piece by piece', () => {
  render(<UserText text={'z'.repeat(150_000)} />);
  fireEvent.click(screen.getByRole('button', { name: 'Show 100,000 more of all 150,000 characters' }));
  expect(shown()).toHaveLength(102_000);
  fireEvent.click(screen.getByRole('button', { name: 'Show all 150,000 characters' }));
  expect(shown()).toHaveLength(150_000);
});
