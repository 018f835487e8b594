import { useAnnouncements } from '../stores/announcements';

/**
 * The page's two live regions. They are always present, because a region that appears together with its text is not
 * announced.
 */
export function Announcer() {
  const { polite, assertive } = useAnnouncements();
  return (
    <div className="sr-only">
      <p aria-live="polite">
        <span key={polite.turn}>{polite.text}</span>
      </p>
      <p aria-live="assertive">
        <span key={assertive.turn}>{assertive.text}</span>
      </p>
    </div>
  );
}
