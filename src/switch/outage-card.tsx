import { QueryClientContext } from '@tanstack/react-query';
import { Fragment, use, useId, type ReactNode } from 'react';
import { guardianStatus } from '../api/guardian/guardian';
import { guardianHosts } from '../api/guardian/hosts';
import { stopCommands, type Host } from '../api/guardian/kill-paths';
import { platformOf, type Platform } from '../api/guardian/platform';
import { apiOrigin } from '../api/http/connection';
import { guardianIsConfigured } from '../api/http/deployment';
import { personKey } from '../auth/person';
import { personOf } from '../auth/session/session';
import { checkReason } from '../lib/reason';
import { isUuid } from '../lib/tenant-id';
import { useDrafts } from '../stores/drafts';
import { useSession } from '../stores/session';
import { Button } from '../ui/button';
import { CommandBlock } from '../ui/command-block';
import { curlSignIn, curlStatus, curlToggle, JAR } from './curl';

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
        <p className="mt-2">This gateway has no rule for the kill switch, so curl would be refused, too.</p>
      ) : (
        <ByCurl tenantId={tenantId} />
      )}
      <Folded title="Stop agents without Aegis" open={noRule}>
        <ul className="list-disc space-y-2 pl-6">
          <li>Pause the tenant’s traffic at the load balancer: it stops new requests at once.</li>
          {guardianIsConfigured() && <ByGuardian tenantId={tenantId} />}
        </ul>
      </Folded>
      <div className="mt-4 print:hidden">
        <Button onClick={() => window.print()}>Print this page</Button>
      </div>
    </section>
  );
}

/** The commands for the same toggle, sent by the same person. */
function ByCurl({ tenantId }: { tenantId: string }) {
  const origin = apiOrigin() || window.location.origin;
  const reason = useTypedReason();
  return (
    <>
      <h3 className="mt-4 font-semibold">Engage without this page</h3>
      <p>In a shell with curl, as somebody with the role ADMIN or SECURITY.</p>
      <h4 className="mt-4 font-semibold">1. Sign in</h4>
      <p>
        Put your email in place of <code>EMAIL</code>. The password is asked for and not shown. The answer
        must be 200, even if curl says that the transfer was cut off. Delete the file <code>{JAR}</code> when
        you are done.
      </p>
      <CommandBlock text={curlSignIn(origin, tenantId)} copyLabel="Copy sign-in" />
      <h4 className="mt-4 font-semibold">2. Engage</h4>
      {reason === null ? (
        <p key="none">
          Put your reason in place of <code>WHY</code>.
        </p>
      ) : (
        <p>The reason that you typed is filled in.</p>
      )}
      {tenantId !== '' && !isUuid(tenantId) && (
        <p>If the answer is 403, put the tenant’s ID in place of its name.</p>
      )}
      <CommandBlock
        text={curlToggle(origin, tenantId, 'engage', reason ?? undefined)}
        copyLabel="Copy engage"
      />
      <Folded title="See the state, disengage, use a token">
        <CommandBlock text={curlStatus(origin, tenantId)} copyLabel="Copy see the state" />
        <CommandBlock text={curlToggle(origin, tenantId, 'disengage')} copyLabel="Copy disengage" />
        <p className="mt-2">
          With a token in <code>AEGIS_TOKEN</code>, leave out step 1 and write{' '}
          <code className="wrap-anywhere">-H "Authorization: Bearer $AEGIS_TOKEN"</code> in place of{' '}
          <code>{`-b ${JAR}`}</code>.
        </p>
      </Folded>
    </>
  );
}

/** The reason that the signed-in person typed for an engage and did not send; null when there is none that is valid. */
function useTypedReason(): string | null {
  const person = useSession(({ session }) => personOf(session));
  const draft = useDrafts((drafts) => (person && drafts[`${personKey(person)} engage`]) ?? '');
  const check = checkReason(draft);
  return check.ok ? check.reason : null;
}

/** Hosts of this tenant as last read, one for each platform. The card may stand where nothing can be read any more. */
function useHostsByPlatform(tenantId: string): [Platform, Host | null][] {
  const client = use(QueryClientContext);
  const list = client?.getQueryData(guardianHosts(tenantId).queryKey);
  const one = client?.getQueryData(guardianStatus({ tenantId, host: null }).queryKey);
  const hosts: (Host | null)[] = list?.data.items ?? [];
  return [
    ...new Map((hosts.length > 0 ? hosts : [one?.data ?? null]).map((host) => [platformOf(host), host])),
  ];
}

/** The two ways to stop an agent through the Guardian of its host. */
function ByGuardian({ tenantId }: { tenantId: string }) {
  const platforms = useHostsByPlatform(tenantId);
  return platforms.map(([platform, host]) => {
    const { createKill, setKey } = stopCommands(host);
    const linux = platform === 'linux';
    return (
      <Fragment key={platform}>
        <li>
          On an agent’s <span>{platforms.length > 1 && (linux ? 'Linux ' : 'Windows ')}</span>host, as
          administrator, create the KILL file. Guardian looks every 5 seconds and stops Core:
          <CommandBlock text={createKill} copyLabel="Copy KILL file" />
        </li>
        <li>
          Or set the <span>{linux ? 'emergency' : 'registry'}</span> key. Guardian looks on startup and every
          30 seconds:
          <CommandBlock text={setKey} copyLabel={`Copy ${linux ? 'emergency' : 'registry'} key`} />
        </li>
      </Fragment>
    );
  });
}

function Folded({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="mt-4">
      <summary className="cursor-pointer font-medium">{title}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
