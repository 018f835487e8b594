import { useId } from 'react';
import { apiOrigin } from '../api/http/connection';
import { guardianIsConfigured } from '../api/http/deployment';
import { KILL_FILE } from '../lib/host-paths';
import { Button } from '../ui/button';
import { curlSignIn, curlStatus, curlToggle, JAR } from './curl';

const command =
  'mt-2 overflow-x-auto rounded-control bg-sunken p-3 font-mono text-mono wrap-anywhere whitespace-pre-wrap';

type OutageCardProps = {
  tenantId: string;
  /** The gateway has no rule for the toggle, so nobody can send it with any tool. */
  noRule?: boolean;
};

/** What still works when this page does not: the same toggle by hand, and the ways to stop agents that do not need Aegis. */
export function OutageCard({ tenantId, noRule = false }: OutageCardProps) {
  // There may be two cards: the page's, and that of the dialog over it.
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="card mt-5">
      <h2 id={titleId} className="text-heading font-semibold">
        If the API cannot be reached
      </h2>
      {noRule ? (
        <p className="mt-2">
          By curl it would be refused as well: this gateway has no rule for it. What is left needs no Aegis.
        </p>
      ) : (
        <ByCurl tenantId={tenantId} />
      )}
      <h3 className="mt-4 font-medium">Without Aegis</h3>
      <ul className="mt-2 list-disc space-y-2 pl-6">
        <li>Pause the tenant’s traffic at the load balancer: it stops new requests at once.</li>
        {guardianIsConfigured() && <ByGuardian />}
      </ul>
      <div className="mt-4 print:hidden">
        <Button onClick={() => window.print()}>Print this page</Button>
      </div>
    </section>
  );
}

/** The commands for the same toggle, sent by the same person. */
function ByCurl({ tenantId }: { tenantId: string }) {
  const origin = apiOrigin() || window.location.origin;
  return (
    <>
      <p className="mt-2">
        From another machine or network, in a shell with curl, as somebody with the role ADMIN or SECURITY:
      </p>
      <h3 className="mt-4 font-medium">1. Sign in</h3>
      <p className="mt-2">
        Put your e-mail in place of <code>EMAIL</code>. The password is asked for and not shown. The answer
        must be 200, even if curl adds that the transfer was cut off. The session is then in the file{' '}
        <code>{JAR}</code>: delete the file when you are done.
      </p>
      <pre className={command}>{curlSignIn(origin, tenantId)}</pre>
      <h3 className="mt-4 font-medium">2. Engage</h3>
      <p className="mt-2">
        Put your reason in place of <code>WHY</code>.
      </p>
      <pre className={command}>{curlToggle(origin, tenantId, 'engage')}</pre>
      <h3 className="mt-4 font-medium">3. See the state</h3>
      <pre className={command}>{curlStatus(origin, tenantId)}</pre>
      <h3 className="mt-4 font-medium">Disengage</h3>
      <pre className={command}>{curlToggle(origin, tenantId, 'disengage')}</pre>
      <p className="mt-2">
        With a token in <code>AEGIS_TOKEN</code> instead of a password, leave out step 1 and write{' '}
        <code className="wrap-anywhere">-H "Authorization: Bearer $AEGIS_TOKEN"</code> in place of{' '}
        <code>{`-b ${JAR}`}</code>.
      </p>
    </>
  );
}

/** The two ways to stop an agent through the Guardian of its host. */
function ByGuardian() {
  return (
    <>
      <li>
        On an agent’s host, as administrator, create the KILL file; Guardian looks every 5 seconds and stops
        Core:
        <pre className={command}>{`echo KILL > ${KILL_FILE}`}</pre>
      </li>
      <li>
        Or set the registry key; Guardian looks on startup and every 30 seconds:
        <pre className={command}>
          {'reg add HKLM\\SOFTWARE\\Exacta /v EmergencyStop /t REG_DWORD /d 1 /f'}
        </pre>
      </li>
    </>
  );
}
