import { useId } from 'react';

type SwitchProps = {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  hint: string;
  /** Why it cannot be switched on; null when it can. */
  problem?: string | null;
};

/** A choice that takes effect at once. */
export function Switch({ label, on, onChange, hint, problem = null }: SwitchProps) {
  const id = useId();
  return (
    <div className="mt-4 flex gap-3">
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={on}
        aria-checked={on}
        aria-disabled={problem !== null}
        aria-describedby={`${id}-hint`}
        onChange={(event) => problem === null && onChange(event.target.checked)}
        className="size-6 shrink-0"
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <div id={`${id}-hint`} className="text-muted">
          <p>{hint}</p>
          {problem !== null && <p role="status">{problem}</p>}
        </div>
      </div>
    </div>
  );
}
