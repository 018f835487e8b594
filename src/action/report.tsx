import { useEffect, useRef, type ReactNode } from 'react';
import type { Finding } from './finding';
import { announce } from '../stores/announcements';
import { Button } from '../ui/button';
import { Message, type MessageTone } from '../ui/message';
import { UserText } from '../ui/user-text';

type ReportProps = {
  /** The name of the region. */
  name: string;
  tone: MessageTone;
  title: string;
  /** True where the title is what must be heard at once. Findings are alerts of their own. */
  alert?: boolean;
  /** Stands above the box. */
  above?: ReactNode;
  children?: ReactNode;
  onClose: () => void;
};

/** The result of something that was done here. It stays until it is closed: it is the operator's evidence. */
export function Report({ name, tone, title, alert = false, above, children, onClose }: ReportProps) {
  const ref = useRef<HTMLElement>(null);
  const alerted = useRef(alert);
  // Effect: a report may appear far from the button that was pressed; an alert is heard by itself.
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
          <Button onClick={onClose}>Close this report</Button>
        </div>
      </Message>
    </section>
  );
}

/** Findings as a list. What is grave is an alert, also when it is only found later. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {findings.map(({ tone, text }) => (
        <li key={text} className={tone === 'danger' ? 'font-semibold text-danger' : ''}>
          <span role={tone === 'danger' || tone === 'warning' ? 'alert' : undefined}>
            <UserText text={text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
