import { Fragment } from 'react';
import type { ToggleAction } from '../../../api/kill-switch';

const list = 'mt-2 list-disc space-y-1 pl-6';

/** What the toggle does and does not do, from the kill-switch page of the Aegis documents. */
export function Consequences({ action, tenantId }: { action: ToggleAction; tenantId: string }) {
  if (action === 'engage') {
    return (
      <Fragment key={action}>
        <p className="mt-2">
          Stops all agents of tenant <b>{tenantId}</b>:
        </p>
        <ul className={list}>
          <li>Every gateway worker sees it within 5 seconds; from then on new /execute calls get 403.</li>
          <li>
            Calls already past stage 0 complete. To stop traffic at once, also pause it at the load balancer.
          </li>
          <li>Quarantined agents are not touched.</li>
          <li>Narrower levers exist: quarantine one agent, or revoke one user.</li>
        </ul>
      </Fragment>
    );
  }
  return (
    <>
      <p className="mt-2">
        Lets the agents of tenant <b>{tenantId}</b> run again:
      </p>
      <ul className={list}>
        <li>New /execute calls are accepted again within 5 seconds.</li>
        <li>Calls that were refused meanwhile are not repeated by Aegis.</li>
        <li>Quarantined agents stay quarantined, and revoked users stay revoked.</li>
      </ul>
    </>
  );
}
