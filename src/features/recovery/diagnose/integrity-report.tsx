import { explainError } from '../../../api/errors/explain-error';
import type { IntegrityReport } from '../../../api/guardian/recovery-schemas';
import { EventReadBack } from '../../../guardian/event-read-back';
import type { SentAction } from '../../../guardian/events';
import { ErrorMessage } from '../../../ui/error-message';
import type { MessageTone } from '../../../ui/message';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { integrityVerdict, signatureWord, type IntegrityVerdict, type SignatureWord } from './integrity';
import { Report } from '../../../action/report';

const verdicts: Record<IntegrityVerdict, { tone: MessageTone; title: string }> = {
  ok: { tone: 'success', title: 'The Guardian says: integrity is OK' },
  'guardian-unsigned': {
    tone: 'warning',
    title: 'The Guardian says: integrity is OK, but its own program has no signature',
  },
  'not-ok': { tone: 'danger', title: 'The Guardian says: integrity is NOT OK' },
  contradiction: {
    tone: 'danger',
    title: 'The Guardian contradicts itself: its verdict does not fit what it lists',
  },
  empty: { tone: 'warning', title: 'The Guardian says OK, but names nothing that it checked' },
};

type IntegrityResultProps = {
  checked: { report: IntegrityReport; sent: SentAction } | undefined;
  error: unknown;
  onClose: () => void;
};

/** The newest verdict on signatures and hashes. A check that could not be made is not a verdict. */
export function IntegrityResult({ checked, error, onClose }: IntegrityResultProps) {
  return (
    <>
      {error !== null && (
        <ErrorMessage
          words={explainError(error, 'diagnose')}
          note="Integrity was not verified now. This says nothing about whether it is intact."
        />
      )}
      {checked && (
        <Report
          name="Result of Verify integrity"
          {...verdicts[integrityVerdict(checked.report)]}
          alert={verdicts[integrityVerdict(checked.report)].tone === 'danger'}
          onClose={onClose}
        >
          <Verdict report={checked.report} />
          <EventReadBack key={checked.sent.requestId} sent={checked.sent} />
        </Report>
      )}
    </>
  );
}

function Verdict({ report }: { report: IntegrityReport }) {
  const { ok, items, checked_at: checkedAt } = report;
  return (
    <>
      <p>
        Its verdict: <b>{ok ? 'ok' : 'not ok'}</b>. Checked at <RecordedTime timestamp={checkedAt} />
      </p>
      {items.length > 0 && <IntegrityTable items={items} />}
    </>
  );
}

const signatures: Record<SignatureWord, { icon: 'disengaged' | 'engaged' | 'unknown'; text: string }> = {
  valid: { icon: 'disengaged', text: 'valid' },
  invalid: { icon: 'engaged', text: 'INVALID' },
  missing: { icon: 'engaged', text: 'MISSING' },
  unknown: { icon: 'unknown', text: '' },
};

const cell = 'cell cards:block cards:py-1';

function IntegrityTable({ items }: { items: IntegrityReport['items'] }) {
  return (
    <table
      aria-label="Integrity"
      className="my-2 w-full border-collapse bg-surface text-left table-fixed cards:block print:table-auto"
    >
      <thead className="cards:sr-only">
        <tr>
          <th scope="col" className="w-36 border-b border-hairline cell">
            Component
          </th>
          <th scope="col" className="w-32 border-b border-hairline cell">
            Signature
          </th>
          <th scope="col" className="border-b border-hairline cell">
            SHA-256
          </th>
          <th scope="col" className="border-b border-hairline cell">
            Detail
          </th>
        </tr>
      </thead>
      <tbody className="cards:block">
        {[...new Map(items.map((item) => [JSON.stringify(item), item]))].map(([key, item]) => {
          const { icon, text } = signatures[signatureWord(item.signature)];
          return (
            <tr key={key} className="border-b border-hairline cards:block cards:py-2">
              <th scope="row" className={`${cell} font-medium`}>
                <UserText text={item.component} />
              </th>
              <td className={cell}>
                <span className="inline-flex items-center gap-2">
                  <StateIcon state={icon} className="size-4 shrink-0" />
                  <span>{text || <UserText text={item.signature} />}</span>
                </span>
              </td>
              <td className={`${cell} font-mono text-mono`}>
                <RecordedText text={item.sha256 ?? null} />
              </td>
              <td className={cell}>{item.detail && <UserText text={item.detail} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
