import { Fragment } from 'react';
import type { ToggleAction } from '../../../api/kill-switch';

/** What the toggle does, in the tenant's name. */
export function Consequence({ action, tenant }: { action: ToggleAction; tenant: string }) {
  return action === 'engage' ? (
    <p key={action} className="mt-2">
      Stops <b>all agents</b> of tenant <b>{tenant}</b>: within 5 seconds every gateway worker refuses new
      /execute calls (403).
    </p>
  ) : (
    <p className="mt-2">
      Lets the agents of tenant <b>{tenant}</b> call again within 5 seconds. Refused calls are not retried.
    </p>
  );
}

/** What the toggle leaves alone, from the kill-switch page of the Aegis documents. */
export function Limits({ action }: { action: ToggleAction }) {
  return (
    <details className="mt-4">
      <summary className="cursor-pointer font-medium">What it does not do</summary>
      <ul className="mt-2 list-disc space-y-1 pl-6">
        {action === 'engage' ? (
          <Fragment key={action}>
            <li>
              Calls already running will finish. To stop traffic at once, also pause it at the load balancer.
            </li>
            <li>Quarantined agents are not touched.</li>
            <li>Narrower levers exist: quarantine one agent, or revoke one user.</li>
          </Fragment>
        ) : (
          <li>Quarantined agents stay quarantined, and revoked users stay revoked.</li>
        )}
      </ul>
    </details>
  );
}
