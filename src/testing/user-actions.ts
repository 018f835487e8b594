import { act } from '@testing-library/react';
import { PointerEventsCheckLevel, userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import type { Backend } from '../../mocks/backend';
import { parseFaults } from '../../mocks/faults/faults';
import type { PersonaKey } from '../../mocks/seeds/personas';
import type { createTraffic } from './traffic';

type Traffic = ReturnType<typeof createTraffic>;

const isEffect = (path: string) => path.endsWith('/effect');

/** What a person, other people and time can do to the page. Each function waits until no request is under way. */
export function createUserActions(backend: Backend, traffic: Traffic) {
  const settle = () => act(() => traffic.settle());
  // No style sheet is loaded that could disable the pointer, and checking for one takes long.
  const user = userEvent.setup({ delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never });
  const settled =
    <Args extends unknown[]>(action: (...args: Args) => unknown) =>
    async (...args: Args) => {
      await action(...args);
      await settle();
    };
  return {
    user,
    settle,
    click: settled((element: Element) => user.click(element)),
    doubleClick: settled((element: Element) => user.dblClick(element)),
    /** Replaces the text of the field, as pasting does. */
    async fill(field: Element, text: string) {
      await user.clear(field);
      await user.click(field);
      if (text !== '') await user.paste(text);
      await settle();
    },
    press: settled((keys: string) => user.keyboard(keys)),
    /** Moves both clocks in steps. Timers run at their time within a step, and their answers arrive at its end. */
    async pass(seconds: number, step = 5) {
      for (let left = seconds; left > 0; left -= step) {
        await act(async () => {
          vi.advanceTimersByTime(Math.min(left, step) * 1_000);
          await traffic.settle();
        });
      }
    },
    /** Something that comes from outside the page, such as an event of the window. */
    happen: (event: () => unknown) =>
      act(async () => {
        await event();
        await traffic.settle();
      }),
    /** Somebody toggles from another console. */
    elsewhere: (person: PersonaKey, action: 'engage' | 'disengage', reason: string) =>
      backend.toggleAs(person, action, reason),
    faults: (text: string) => backend.faults.replace(parseFaults(text)),
    /** The requests that left the page so far, oldest first. Those for the effect are named by their whole path only. */
    sent: (method: string, under: string) =>
      traffic.sent.filter(
        ({ method: used, path }) =>
          used === method && path.startsWith(under) && (isEffect(under) || !isEffect(path)),
      ),
  };
}
