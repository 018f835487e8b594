import { useId, type ReactNode } from 'react';
import { Button } from '../../../ui/button';
import { UserText } from '../../../ui/user-text';
import { rangeLabels, ranges, type Range } from './dates';
import { actionNamed, isFiltered, noFilter, type Filter } from './filter';
import { Segments } from './segments';

const input = 'control mt-1 block w-full border-line bg-surface px-2 text-field text-ink';

const days = [
  { key: 'from', label: 'From (UTC)' },
  { key: 'to', label: 'To (UTC)' },
] as const;

/** Without a maximum, a date field accepts years of six digits. */
const LAST_DAY = '9999-12-31';

const isRange = (name: string): name is Range => Object.hasOwn(ranges, name);
const rangeOptions = Object.keys(ranges)
  .filter(isRange)
  .map((value) => ({ value, label: rangeLabels[value] }));

type FilterBarProps = {
  /** The present values of the fields. */
  filter: Filter;
  /** What in the filter cannot be applied, in words. */
  problems: readonly string[];
  onChange: (filter: Filter) => void;
  /** Called when the focus leaves a field. */
  onLeave: () => void;
};

/** Chooses which of the loaded rows are shown. The address bar contains the filter, so that it can be shared. */
export function FilterBar({ filter, problems, onChange, onLeave }: FilterBarProps) {
  const problemsId = useId();
  const set = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  const dated = filter.from !== '' || filter.to !== '';
  return (
    <form
      role="search"
      aria-label="Filter"
      className="flex flex-wrap items-end gap-3 print:hidden"
      onSubmit={(event) => event.preventDefault()}
    >
      <Segments
        label="Range"
        options={rangeOptions}
        chosen={dated ? null : filter.range}
        onChoose={(range) => set({ range, from: '', to: '' })}
      />
      {days.map(({ key, label }) => (
        <Labelled key={key} label={label}>
          <input
            type="date"
            max={LAST_DAY}
            aria-describedby={problems.length > 0 ? problemsId : undefined}
            value={filter[key]}
            onChange={(event) => set({ range: 'all', [key]: event.target.value })}
            onBlur={onLeave}
            className={input}
          />
        </Labelled>
      ))}
      <Labelled label="Action">
        <select
          value={filter.action}
          onChange={(event) => set({ action: actionNamed(event.target.value) })}
          onBlur={onLeave}
          className={input}
        >
          <option value="all">All</option>
          <option value="engage">Engaged</option>
          <option value="disengage">Disengaged</option>
        </select>
      </Labelled>
      <div className="min-w-40 flex-1">
        <Labelled label="Search">
          <input
            type="search"
            placeholder="Reason, operator, id"
            value={filter.text}
            onChange={(event) => set({ text: event.target.value })}
            onBlur={onLeave}
            className={input}
          />
        </Labelled>
      </div>
      {/* Addresses of earlier versions may contain an operator. */}
      {filter.operator !== '' && (
        <Button onClick={() => set({ operator: '' })}>
          <UserText text={`Remove operator “${filter.operator}”`} />
        </Button>
      )}
      {(isFiltered(filter) || problems.length > 0) && (
        <Button onClick={() => onChange(noFilter)}>Clear filter</Button>
      )}
      {/* Always present, so that screen readers announce new text in it. */}
      <div id={problemsId} aria-live="polite" className="basis-full font-medium empty:sr-only">
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
      <span className="text-meta font-medium">{label}</span>
      {children}
    </label>
  );
}
