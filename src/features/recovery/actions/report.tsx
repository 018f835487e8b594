import { useEffect, useRef, type ReactNode } from 'react';
import type { Finding } from '../../../guardian/finding';
import { announce } from '../../../stores/announcements';
import { Button } from '../../../ui/button';
import { Message, type MessageTone } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';

type ReportProps = {
  /** The name of the region. */
  name: string;
  tone: MessageTone;
  title: string;
  children?: ReactNode;
  onClose: () => void;
};

/** The result of something that was done here. It stays until it is closed: it is the operator's evidence. */
export function Report({ name, tone, title, children, onClose }: ReportProps) {
  const ref = useRef<HTMLElement>(null);
  const loud = useRef(tone);
  // Effect: a report may appear far from the button that was pressed; an alert is heard by itself.
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
    if (loud.current !== 'danger') announce(title, 'polite');
  }, [title]);
  return (
    <section ref={ref} aria-label={name}>
      <Message tone={tone} title={title} alert={tone === 'danger'}>
        {children}
        <div className="mt-2 print:hidden">
          <Button onClick={onClose}>Close this report</Button>
        </div>
      </Message>
    </section>
  );
}

/** Findings as a list; what is loud is heard at once, also when it is only read later. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const loud = findings.flatMap(({ tone, text }) => (tone === 'danger' ? [text] : [])).join(' ');
  const heard = useRef(loud);
  // Effect: what is loud from the beginning stands in an alert; a box that becomes one later is not read out.
  useEffect(() => {
    if (loud !== heard.current && loud !== '') announce(loud, 'assertive');
    heard.current = loud;
  }, [loud]);
  return (
    <ul className="mt-1 list-disc pl-5">
      {findings.map(({ tone, text }) => (
        <li key={text} className={tone === 'danger' ? 'font-semibold text-danger' : ''}>
          <UserText text={text} />
        </li>
      ))}
    </ul>
  );
}
