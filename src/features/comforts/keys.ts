import { dialogIsOpen, isTyping } from './is-busy';

/** What a single key does. There is none for the levers, nor for their page (AEGIS-11). */
export type KeyAction = 'refresh' | 'search' | 'help';

export const keys: readonly { key: string; action: KeyAction; says: string }[] = [
  { key: 'R', action: 'refresh', says: 'Refresh' },
  { key: '/', action: 'search', says: 'Search the activation history' },
  { key: '?', action: 'help', says: 'Show this list' },
];

type Press = Pick<
  KeyboardEvent,
  | 'key'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'shiftKey'
  | 'repeat'
  | 'isComposing'
  | 'defaultPrevented'
  | 'target'
>;

/** What a press asks for; null for one that is held, belongs to the browser, to a text or to a dialog, or means nothing. */
export function actionOf(press: Press): KeyAction | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return null;
  if (press.defaultPrevented || isTyping(press.target) || dialogIsOpen()) return null;
  const pressed = press.key.toUpperCase();
  // Many keyboards have signs only with Shift; Shift and a letter is another key.
  if (press.shiftKey && /\p{L}/u.test(pressed)) return null;
  return keys.find(({ key }) => key === pressed)?.action ?? null;
}
