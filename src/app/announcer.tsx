import { useAnnouncements } from '../stores/announcements';

const regions = ['polite', 'assertive'] as const;

/**
 * The page's two live regions. They are always present, because a region that appears together with its text is not
 * announced.
 */
export function Announcer() {
  const said = useAnnouncements();
  return (
    <div className="sr-only">
      {regions.map((politeness) => (
        <p key={politeness} aria-live={politeness}>
          {/* Each is an element that is added once: two at the same moment are both announced. */}
          {said[politeness].map(({ text, turn }) => (
            <span key={turn}>{text}</span>
          ))}
        </p>
      ))}
    </div>
  );
}
