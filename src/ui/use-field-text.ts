import { useLayoutEffect, useRef, useState } from 'react';
import type { ChangeEvent, RefObject } from 'react';

export type FieldElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * The present text of the field. Read it on submit and before the field is removed, because password managers and dictation
 * put text there without an event. `known` is returned when the field is not shown.
 */
export function textIn(field: RefObject<FieldElement | null>, known: string): string {
  return field.current?.value ?? known;
}

/**
 * The browser owns the text of the field. If React controlled it, the next render would remove text that was put there
 * without an event. The text is written only when the page itself changes `value`. Text that arrived without an event is
 * reported at the next render.
 */
export function useFieldText<T extends FieldElement>(
  value: string,
  onChange: (value: string) => void,
  setUp: (element: T | null) => void,
) {
  const own = useRef<T>(null);
  const [defaultValue] = useState(value);
  const known = useRef(value);

  // Layout effect, after every render: only the element itself knows its text.
  useLayoutEffect(() => {
    const element = own.current;
    if (!element) return;
    if (value !== known.current) element.value = value;
    known.current = element.value;
    if (element.value !== value) onChange(element.value);
  });

  return {
    defaultValue,
    ref: (element: T | null) => {
      own.current = element;
      setUp(element);
    },
    onChange: ({ target }: ChangeEvent<T>) => {
      known.current = target.value;
      onChange(target.value);
    },
  };
}
