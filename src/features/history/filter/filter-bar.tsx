import { useId, type ReactNode } from 'react';
import { Button } from '../../../ui/button';
import { UserText } from '../../../ui/user-text';
import { actionNamed, isFiltered, noFilter, type Filter } from './filter';

const input = 'control mt-1 block w-full border-line bg-surface px-2 text-field text-ink';

const days = [
  { key: 'from', label: 'From (UTC)' },
  { key: 'to', label: 'To (UTC)' },
] as const;

/** Without a maximum, a date field accepts years of six digits. */
const LAST_DAY = '9999-12-31';

type FilterBarProps = {
  /** The present values of the fields. */
  filter: Filter;
  /** What in the filter cannot be applied, in words. */
  problems: readonly string[];
  operators: readonly string[];
  onChange: (filter: Filter) => void;
  /** Called when the focus leaves a field. */
  onLeave: () => void;
};

/** Chooses which of the loaded rows are shown. The address bar contains the filter, so that it can be shared. */
export function FilterBar({ filter, problems, operators, onChange, onLeave }: FilterBarProps) {
  const listId = useId();
  const problemsId = useId();
  const set = <K extends keyof Filter>(key: K, value: Filter[K]) => onChange({ ...filter, [key]: value });
  return (
    <form
      role="search"
      aria-label="Filter"
      className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-5 print:hidden"
      onSubmit={(event) => event.preventDefault()}
    >
      <Labelled label="Action">
        <select
          value={filter.action}
          onChange={(event) => set('action', actionNamed(event.target.value))}
          onBlur={onLeave}
          className={input}
        >
          <option value="all">All</option>
          <option value="engage">Engaged</option>
          <option value="disengage">Disengaged</option>
        </select>
      </Labelled>
      <Labelled label="Operator">
        <input
          type="search"
          list={listId}
          value={filter.operator}
          onChange={(event) => set('operator', event.target.value)}
          onBlur={onLeave}
          className={input}
        />
        <datalist id={listId}>
          {operators.map((operator) => (
            <option key={operator}>{operator}</option>
          ))}
        </datalist>
      </Labelled>
      <Labelled label="Text">
        <input
          type="search"
          value={filter.text}
          onChange={(event) => set('text', event.target.value)}
          onBlur={onLeave}
          className={input}
        />
      </Labelled>
      {days.map(({ key, label }) => (
        <Labelled key={key} label={label}>
          <input
            type="date"
            max={LAST_DAY}
            aria-describedby={problems.length > 0 ? problemsId : undefined}
            value={filter[key]}
            onChange={(event) => set(key, event.target.value)}
            onBlur={onLeave}
            className={input}
          />
        </Labelled>
      ))}
      {(isFiltered(filter) || problems.length > 0) && (
        <div>
          <Button onClick={() => onChange(noFilter)}>Clear filter</Button>
        </div>
      )}
      {/* Always present, so that screen readers announce new text in it. */}
      <div id={problemsId} aria-live="polite" className="col-span-full font-medium empty:sr-only">
        {problems.map((problem) => (
          <p key={problem}>
            <UserText text={problem} />
          </p>
        ))}
      </div>
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="block">
      <span className="font-medium">{label}</span>
      {children}
    </label>
  );
}
