import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Button } from './button';

const theButton = () => screen.getByRole('button', { name: 'Pull' });

test('a button can be pressed by mouse and keyboard, and submits no form unless told to', async () => {
  const pressed = vi.fn();
  const sent = vi.fn((event: Event) => event.preventDefault());
  render(
    <form ref={(form) => form?.addEventListener('submit', sent)}>
      <Button onClick={pressed}>Pull</Button>
    </form>,
  );
  await userEvent.click(theButton());
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard(' ');
  expect(pressed).toHaveBeenCalledTimes(3);
  expect(sent).not.toHaveBeenCalled();
});

test('a disabled button says so and why, takes the focus, and does nothing', async () => {
  const pressed = vi.fn();
  const sent = vi.fn((event: Event) => event.preventDefault());
  render(
    <form ref={(form) => form?.addEventListener('submit', sent)}>
      <Button type="submit" onClick={pressed} disabledReason="Not now" describedBy="why">
        Pull
      </Button>
      <p id="why">Not now</p>
    </form>,
  );
  expect(theButton()).toHaveAttribute('aria-disabled', 'true');
  expect(theButton()).toHaveAccessibleDescription('Not now');
  expect(theButton()).not.toHaveAttribute('disabled');
  await userEvent.tab();
  expect(theButton()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(theButton());
  expect(pressed).not.toHaveBeenCalled();
  expect(sent).not.toHaveBeenCalled();
});

test.each([null, undefined, ''])('a button is not disabled for the reason %j', (disabledReason) => {
  render(<Button {...(disabledReason !== undefined && { disabledReason })}>Pull</Button>);
  expect(theButton()).not.toHaveAttribute('aria-disabled');
});

test.each(['Enter', ' '])('a held-down %j presses a button once', (key) => {
  render(<Button>Pull</Button>);
  // A keydown whose default is prevented presses nothing.
  expect(fireEvent.keyDown(theButton(), { key })).toBe(true);
  expect(fireEvent.keyDown(theButton(), { key, repeat: true })).toBe(false);
});
