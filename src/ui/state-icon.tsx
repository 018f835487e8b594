export type StateIconName = 'checking' | 'disengaged' | 'engaged' | 'unknown';

/** One shape for each state, so that colour alone never tells a state. The favicon uses the same shapes. */
export const stateShapes: Record<StateIconName, { color: string; path: string }> = {
  disengaged: {
    color: 'text-clear',
    path: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm-2 16-5-5 2-2 3 3 7-7 2 2Z',
  },
  engaged: {
    color: 'text-danger',
    path: 'M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4ZM10.4 5l.5 9h2.2l.5-9ZM12 16a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2Z',
  },
  unknown: {
    color: 'text-unknown',
    path: 'M12 1 24 22H0Zm-1.2 7 .4 7h1.6l.4-7ZM12 16.5a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Z',
  },
  checking: {
    color: 'text-muted',
    path: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm0 3a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm-1 3v6h6v-2h-4V7Z',
  },
};

type StateIconProps = {
  state: StateIconName;
  className?: string;
  /** A good state beside a bad one is shown without its colour. */
  quiet?: boolean;
};

export function StateIcon({ state, className = '', quiet = false }: StateIconProps) {
  const { color, path } = stateShapes[state];
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`${quiet && state === 'disengaged' ? '' : color} ${className}`}
    >
      <path fill="currentColor" fillRule="evenodd" d={path} />
    </svg>
  );
}
