import { useEffect, useRef, type ReactNode } from 'react';
import type { Finding } from './finding';
import { announce } from '../stores/announcements';
import { Button } from '../ui/button';
import { Message, type MessageTone } from '../ui/message';
import { UserText } from '../ui/user-text';

type ReportProps = {
  /** The accessible name of the region. */
  name: string;
  tone: MessageTone;
  title: string;
  /** True when the title must be announced at once. Findings are alerts of their own. */
  alert?: boolean;
  /** Content above the box. */
  above?: ReactNode;
  children?: ReactNode;
  onClose: () => void;
};

/** The result of something that was done here. It stays until the operator closes it, because it is their evidence. */
export function Report({ name, tone, title, alert = false, above, children, onClose }: ReportProps) {
  const ref = useRef<HTMLElement>(null);
  const alerted = useRef(alert);
  // Effect: a report may appear far from the button that was pressed, so it takes the focus. An alert is announced without
  // that.
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
    if (!alerted.current) announce(title, 'polite');
  }, [title]);
  return (
    <section ref={ref} aria-label={name}>
      <div>{above}</div>
      <Message tone={tone} title={title} alert={alert}>
        {children}
        <div className="mt-2 print:hidden">
          <Button onClick={onClose}>Dismiss</Button>
        </div>
      </Message>
    </section>
  );
}

/** Findings as a list. A serious finding is an alert, even when it appears later. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {findings.map(({ tone, text }) => (
        <li key={text} className={tone === 'danger' ? 'font-medium text-danger' : ''}>
          <span role={tone === 'danger' || tone === 'warning' ? 'alert' : undefined}>
            <UserText text={text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
