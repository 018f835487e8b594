import { lastStatus, type ModeState } from '../../guardian/mode';
import { IndependentChecks } from './host-checks/independent-checks';
import { RemoteManagement } from './mode/remote-management';

/** How to act on the host, and how to check it, without this page. */
export function WithoutThisPage({ state }: { state: ModeState }) {
  const status = lastStatus(state);
  return (
    <>
      {status && <RemoteManagement status={status} />}
      <IndependentChecks />
    </>
  );
}
