/** The shapes of controls that show no word. The others come later: icon-shapes.ts. */
export const REFRESH = 'M12 4a8 8 0 1 1-7.7 5.8l2.9.8A5 5 0 1 0 12 7v4L5 6l7-5Z';
export const PERSON = 'M12 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM2 22h20a10 8 0 0 0-20 0Z';

type IconProps = {
  /** A shape in a square of 24; left out while it is still to come. Its place stays the same. */
  d: string | undefined;
  className?: string;
};

/** A picture beside a word, or in a control that has a name of its own. */
export function Icon({ d, className = 'size-4.5' }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path fill="currentColor" fillRule="evenodd" d={d} />
    </svg>
  );
}
