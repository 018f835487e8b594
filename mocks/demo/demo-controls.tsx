import { useId, type ReactNode } from 'react';

export function DemoGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly Value[];
  describe: (value: Value) => string;
  onChange: (value: Value) => void;
};

/** A labelled select that only ever returns one of its options. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, describe, onChange } = props;
  const id = useId();
  const choose = (text: string) => {
    const chosen = options.find((option) => option === text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {describe(option)}
          </option>
        ))}
      </select>
    </>
  );
}
