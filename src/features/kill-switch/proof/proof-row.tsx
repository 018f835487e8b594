import type { ReactNode } from 'react';
import type { Finding } from '../../../action/finding';
import { formatUtc } from '../../../lib/time';
import type { MessageTone } from '../../../ui/message';
import { StateIcon, type StateIconName } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';

export const toneIcons: Record<MessageTone, StateIconName> = {
  success: 'disengaged',
  info: 'checking',
  warning: 'unknown',
  danger: 'engaged',
};

const DATE = '2026-11-21 '.length;

type ProofRowProps = {
  finding: Finding;
  /** When it was so, ms since the epoch; null when that is not known. */
  at?: number | null;
  children?: ReactNode;
};

/** One row of the proof. What is serious is an alert, even when it appears later. */
export function ProofRow({ finding: { tone, text }, at = null, children }: ProofRowProps) {
  const serious = tone === 'danger' || tone === 'warning';
  return (
    <li className="flex gap-x-3 border-t border-hairline py-2.5 first:border-t-0 max-sm:flex-wrap">
      <StateIcon state={toneIcons[tone]} className="size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className={tone === 'danger' ? 'font-medium text-danger' : ''}>
          <span role={serious ? 'alert' : undefined}>
            <UserText text={text} />
          </span>
        </p>
        {children}
      </div>
      <span className="shrink-0 text-muted max-sm:w-full max-sm:pl-8">
        {at !== null && <time dateTime={new Date(at).toISOString()}>{formatUtc(at).slice(DATE)}</time>}
      </span>
    </li>
  );
}
