import { useLayoutEffect, useRef, useState } from 'react';
import type { ChangeEvent, RefObject } from 'react';

export type FieldElement = HTMLInputElement | HTMLTextAreaElement;

/**
 * What is in the field now. Read it on submit, and before the field goes: password managers and dictation put text there
 * without an event. `known` stands in where the field is not shown.
 */
export function textIn(field: RefObject<FieldElement | null>, known: string): string {
  return field.current?.value ?? known;
}

/**
 * The text of a field belongs to the browser: React would empty a field that it controls at the next render when text was
 * put there without an event. Text is written only when the page itself changes `value`, and text that came without an
 * event is told at the next render.
 */
export function useFieldText<T extends FieldElement>(
  value: string,
  onChange: (value: string) => void,
  setUp: (element: T | null) => void,
) {
  const own = useRef<T>(null);
  const [defaultValue] = useState(value);
  const known = useRef(value);

  // Layout effect, after every render: only the element itself knows what is in it.
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
