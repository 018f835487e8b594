import type { ReactNode } from 'react';
import { StateIcon } from './state-icon';

export type MessageTone = 'info' | 'success' | 'warning' | 'danger';

const looks: Record<MessageTone, { box: string; icon: 'disengaged' | 'engaged' | 'unknown' | 'checking' }> = {
  info: { box: 'border-hairline bg-sunken', icon: 'checking' },
  success: { box: 'border-clear bg-surface', icon: 'disengaged' },
  warning: { box: 'border-unknown bg-unknown-soft', icon: 'unknown' },
  danger: { box: 'border-danger bg-danger-soft', icon: 'engaged' },
};

type MessageProps = {
  tone: MessageTone;
  title: string;
  children?: ReactNode;
  /** True when the person must hear it at once, such as a refusal. */
  alert?: boolean;
};

export function Message({ tone, title, children, alert }: MessageProps) {
  const { box, icon } = looks[tone];
  return (
    <div role={alert ? 'alert' : undefined} className={`mt-4 flex gap-3 rounded-card border p-4 ${box}`}>
      <StateIcon state={icon} className="size-5 shrink-0 max-md:mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children}
      </div>
    </div>
  );
}
