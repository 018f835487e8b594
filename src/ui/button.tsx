import type { MouseEvent, ReactNode } from 'react';

type ButtonTone = 'danger' | 'caution' | 'primary' | 'quiet' | 'plain';

const tones: Record<ButtonTone, string> = {
  danger: 'bg-danger-solid text-on-danger border-danger-solid',
  caution: 'bg-surface text-danger border-danger',
  primary: 'bg-solid text-on-solid border-solid',
  quiet: 'bg-surface text-ink border-line',
  plain: 'border-transparent text-muted hover:text-ink',
};

type ButtonProps = {
  children: ReactNode;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  type?: 'button' | 'submit';
  tone?: ButtonTone;
  large?: boolean;
  /** The name of a button that shows only an icon. */
  icon?: string;
  /** Set on a button that opens something in place. */
  expanded?: boolean;
  /** Why the button cannot be used now. The button stays focusable, so that the reason can be reached by keyboard. */
  disabledReason?: string | null;
  /** The id of the element that shows `disabledReason` or otherwise describes the button. */
  describedBy?: string | undefined;
};

export function Button({
  children,
  onClick,
  type = 'button',
  tone = 'quiet',
  large,
  icon,
  expanded,
  disabledReason,
  describedBy,
}: ButtonProps) {
  const disabled = Boolean(disabledReason);
  const look = disabled ? 'unavailable' : tones[tone];
  const size = icon
    ? 'inline-grid min-w-9 place-items-center pointer-coarse:min-w-11'
    : large
      ? 'min-h-12 w-full px-3 text-heading font-semibold'
      : 'px-3.5 font-medium';
  return (
    <button
      type={type}
      aria-disabled={disabled || undefined}
      aria-describedby={describedBy}
      aria-label={icon}
      title={describedBy ? undefined : (disabledReason ?? icon)}
      aria-expanded={expanded}
      className={`control ${size} ${look}`}
      // A held-down Enter or Space would repeat the click. One press is one click.
      onKeyDown={(event) => event.repeat && event.preventDefault()}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
