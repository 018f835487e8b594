import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noteSent } from '../api/http/sent';
import { ErrorBoundary } from './error-boundary';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T09:00:00Z'), toFake: ['Date', 'performance'] });
});

afterEach(() => vi.useRealTimers());

/** React reports every error that a boundary catches to the console. */
function expectErrors() {
  vi.spyOn(console, 'error').mockImplementation(() => {});
}

describe('a page that failed', () => {
  let broken = true;
  function Mended() {
    if (broken) throw new Error('for now');
    return <p>Whole again</p>;
  }

  test('can be shown again without a reload', () => {
    expectErrors();
    broken = true;
    render(
      <ErrorBoundary>
        <Mended />
      </ErrorBoundary>,
    );
    const again = () => fireEvent.click(screen.getByRole('button', { name: 'Show the page again' }));
    again();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This page failed');
    broken = false;
    again();
    expect(screen.getByText('Whole again')).toBeVisible();
    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  });
});

describe('when something else, such as a translation, has moved the text of the page', () => {
  /** Removes its text, which is beside another element, on every second press: React then cannot find it where it put it. */
  function Counter() {
    const [presses, setPresses] = useState(0);
    return (
      <p>
        {presses % 2 === 0 && 'some text'}
        <button onClick={() => setPresses(presses + 1)}>pressed {presses} times</button>
      </p>
    );
  }

  function translate() {
    const text = [...(screen.getByRole('button', { name: /pressed/ }).parentElement?.childNodes ?? [])].find(
      (node) => node instanceof Text,
    );
    if (!text) throw new Error('there is no text to move');
    const font = document.createElement('font');
    text.replaceWith(font);
    font.append(text);
  }

  const press = () => fireEvent.click(screen.getByRole('button', { name: /pressed/ }));

  test('the page is rendered anew automatically, and says so and what was sent', () => {
    expectErrors();
    noteSent('/decision/kill-switch/t', 'POST');
    render(
      <ErrorBoundary>
        <Counter />
      </ErrorBoundary>,
    );
    translate();
    press();
    expect(screen.getByRole('button', { name: 'pressed 0 times' })).toBeVisible();
    const told = screen.getByRole('alert');
    expect(told).toHaveTextContent('The page failed and was drawn anew');
    expect(told).toHaveTextContent('A request to engage the kill switch was sent at 09:00:00 UTC');
    press();
    expect(screen.getByRole('button', { name: 'pressed 1 times' })).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'pressed 1 times' })).toBeVisible();
  });

  test('the page is not rendered anew again and again', () => {
    expectErrors();
    render(
      <ErrorBoundary>
        <Counter />
      </ErrorBoundary>,
    );
    translate();
    press();
    translate();
    press();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This page failed');
  });

  test('a page that has worked for a while is rendered anew once more', () => {
    expectErrors();
    render(
      <ErrorBoundary>
        <Counter />
      </ErrorBoundary>,
    );
    translate();
    press();
    vi.advanceTimersByTime(30_000);
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    translate();
    press();
    expect(screen.getByRole('alert')).toHaveTextContent('The page failed and was drawn anew');
    expect(screen.getByRole('button', { name: 'pressed 0 times' })).toBeVisible();
  });
});
