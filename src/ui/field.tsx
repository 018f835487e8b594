import { useId, type HTMLInputAutoCompleteAttribute, type RefObject } from 'react';
import { useFieldText } from './use-field-text';

const box = 'control mt-1 block w-full bg-surface px-3 py-1.25 text-field text-ink';

/** React's own `autoFocus` renders no attribute, and a dialog takes its initial focus only from the attribute. */
function attach<T extends HTMLElement>(element: T | null, ref?: RefObject<T | null>, initialFocus?: boolean) {
  if (ref) ref.current = element;
  if (initialFocus) element?.setAttribute('autofocus', '');
}

type FieldProps<T extends HTMLElement> = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
  hint?: string | undefined;
  readOnly?: boolean;
  /** This field gets the focus when the dialog around it opens. */
  initialFocus?: boolean;
  /** The element, so that its text can be read on submit with `textIn`. */
  inputRef?: RefObject<T | null>;
};

type TextFieldProps = FieldProps<HTMLInputElement> & {
  name: string;
  type?: 'text' | 'email' | 'password';
  autoComplete: HTMLInputAutoCompleteAttribute;
};

export function TextField({
  label,
  value,
  onChange,
  error,
  hint,
  readOnly,
  initialFocus,
  inputRef,
  ...input
}: TextFieldProps) {
  const id = useId();
  const text = useFieldText<HTMLInputElement>(value, onChange, (element) =>
    attach(element, inputRef, initialFocus),
  );
  return (
    <div className="mt-4">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...input}
        {...text}
        id={id}
        readOnly={readOnly}
        spellCheck={false}
        autoCapitalize="none"
        aria-invalid={Boolean(error)}
        aria-describedby={`${id}-help`}
        className={`${box} ${error ? 'border-danger' : 'border-line'}`}
      />
      <FieldHelp id={`${id}-help`} error={error} hint={hint} />
    </div>
  );
}

type TextAreaFieldProps = FieldProps<HTMLTextAreaElement> & { counter: string };

export function TextAreaField({
  label,
  value,
  onChange,
  error,
  hint,
  readOnly,
  initialFocus,
  inputRef,
  counter,
}: TextAreaFieldProps) {
  const id = useId();
  const text = useFieldText<HTMLTextAreaElement>(value, onChange, (element) =>
    attach(element, inputRef, initialFocus),
  );
  return (
    <div className="mt-4">
      <div className="flex justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span id={`${id}-counter`} className="text-muted">
          {counter}
        </span>
      </div>
      <textarea
        {...text}
        id={id}
        rows={3}
        readOnly={readOnly}
        required
        aria-invalid={Boolean(error)}
        aria-describedby={`${id}-help ${id}-counter`}
        className={`${box} read-only:bg-sunken ${error ? 'border-danger' : 'border-line'}`}
      />
      <FieldHelp id={`${id}-help`} error={error} hint={hint} />
    </div>
  );
}

function FieldHelp({
  id,
  error,
  hint,
}: {
  id: string;
  error?: string | null | undefined;
  hint?: string | undefined;
}) {
  return (
    <div id={id} className="mt-1">
      {hint && <p className="text-muted">{hint}</p>}
      {error && (
        <p role="alert" className="font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
