type SegmentsProps<T extends string> = {
  /** What is chosen here, for screen readers. */
  label: string;
  options: readonly { value: T; label: string }[];
  /** Null when none of the options applies. */
  chosen: T | null;
  onChoose: (value: T) => void;
};

/** A few buttons of which at most one is pressed. */
export function Segments<T extends string>({ label, options, chosen, onChoose }: SegmentsProps<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-control bg-sunken p-1 print:hidden">
      {options.map(({ value, label: name }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
          className="min-h-7 rounded-control px-2 font-medium text-muted aria-pressed:bg-surface aria-pressed:text-ink forced-colors:aria-pressed:underline pointer-coarse:min-h-11"
        >
          {name}
        </button>
      ))}
    </div>
  );
}
