import { useAnnouncements, type Politeness } from '../stores/announcements';

/**
 * The page's two live regions. They are always present, because a region that appears together with its text is not
 * announced.
 */
export function Announcer() {
  return (
    <div className="sr-only">
      <Region politeness="polite" />
      <Region politeness="assertive" />
    </div>
  );
}

/** Each text is an element that is added once: two at the same moment are both announced. */
function Region({ politeness }: { politeness: Politeness }) {
  const said = useAnnouncements()[politeness];
  return (
    <p aria-live={politeness}>
      {said.map(({ text, turn }) => (
        <span key={turn}>{text}</span>
      ))}
    </p>
  );
}
