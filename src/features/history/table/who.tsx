import { useState } from 'react';
import type { AuditRow } from '../../../api/schemas';
import { isMyToggle, operatorOf, operatorShown } from '../../../api/audit/toggle-rows';
import type { Person } from '../../../stores/session';
import { RecordedOperator } from '../../../ui/recorded';
import { shortId } from '../../../lib/short-id';

/** Who toggled: by name where the row or this session knows one, otherwise by a short id that can be copied. */
export function Who({ row, me }: { row: AuditRow; me: Person }) {
  const shown = operatorShown(row);
  const mine = isMyToggle(row, me);
  const onlyId = shown !== null && shown === operatorOf(row) && shortId(shown) !== shown;
  if (onlyId && mine) return <RecordedOperator operator={me.fullName ?? me.email} you />;
  if (onlyId) return <ShortId id={shown} />;
  return <RecordedOperator operator={shown} you={mine} />;
}

function ShortId({ id }: { id: string }) {
  const [words, setWords] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(id);
      setWords('Copied.');
    } catch {
      // A page opened over plain http has no clipboard; a browser may also refuse it.
      setWords(id);
    }
  }
  return (
    <span>
      <button
        type="button"
        title={id}
        aria-label={`Copy ${shortId(id)}`}
        className="min-h-6 font-mono text-mono"
        onClick={() => void copy()}
      >
        {shortId(id)}
      </button>{' '}
      <span aria-live="polite" className="wrap-anywhere">
        {words}
      </span>
    </span>
  );
}
