import { Link } from 'react-router-dom';
import { addressOf } from '../../api/http/deployment';
import { can } from '../../auth/capabilities';
import { paths } from '../../lib/paths';
import type { Person } from '../../stores/session';
import type { SwitchState } from '../../switch/derive-state';
import type { LatestToggle } from '../../switch/latest-toggle';
import { serverNow } from '../../switch/watch';
import { CopyButton } from '../../ui/copy-button';
import { useNow } from '../../ui/use-now';
import { engagedText } from './proof/incident-text';

type BesideProps = { state: SwitchState; latest: LatestToggle | null; person: Person };

/** The card beside the state: what Engage would do, and what comes next once it was done. */
export function Beside({ state, latest, person }: BesideProps) {
  const now = useNow();
  const engaged = state.kind === 'engaged';
  return (
    <section aria-labelledby="beside-title" className="card mt-5 min-h-64 space-y-3 lg:mt-4 print:hidden">
      <h2 id="beside-title" className="text-heading font-semibold">
        {engaged ? 'Next' : 'What Engage does'}
      </h2>
      {engaged ? (
        <ol key="next" className="list-decimal space-y-3 pl-5">
          <li>
            Tell the on-call channel.
            <p className="mt-1">
              <CopyButton
                label="Copy message"
                text={engagedText(latest, person, serverNow(state.answer, now))}
              />
            </p>
          </li>
          {can(person.role, 'canRecover') && (
            <li>
              Find the agent: <Link to={paths.recovery}>Recovery ▸ What happened?</Link>
            </li>
          )}
          <li>Fixed? Disengage with a reason.</li>
        </ol>
      ) : (
        <>
          <p>
            Every gateway worker refuses new agent calls within <b>5 seconds</b>.
          </p>
          <p className="text-muted">
            Calls already running will finish. To cut those too, pause traffic at the load balancer.
          </p>
          <p className="text-muted">Smaller levers: quarantine one agent, or revoke one user.</p>
        </>
      )}
      <RunbookLink />
    </section>
  );
}

function RunbookLink() {
  const address = addressOf('runbook-url');
  if (address === null) return null;
  return (
    <p>
      <a href={address} target="_blank" rel="noreferrer">
        Read the runbook
      </a>
    </p>
  );
}
