const TYPES = 'input, textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox]';

/** Whether what the person types goes into a field. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPES) !== null;
}

/** Whether a dialog is open. Then neither the focus nor a key belongs to the page behind it. */
export function dialogIsOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
