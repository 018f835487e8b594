import type { ReactNode } from 'react';
import type { Hosts } from '../../../api/guardian/guardian-schemas';
import { countNotNormal } from '../../../api/guardian/hosts';
import type { Known } from '../../../api/http/reading';
import { lastStatus, shapeOf, toldMode, type ModeState } from '../../../guardian/mode';
import { useGuardian } from '../../../guardian/use-guardian';
import { UserText } from '../../../ui/user-text';

type Held = { before: string; host: string | null; after: string };

/**
 * What keeps agents from running, or may, although the switch lets them call: the worst host by name, and how many others.
 * Null while every host is known to be NORMAL, while that is being read, and without a Guardian. The name is untrusted.
 */
export function heldAgents(state: ModeState, hosts: Known<Hosts> | null): Held | null {
  const told = toldMode(state);
  if (told === 'checking' || told === 'absent' || told === 'NORMAL') return null;
  const listed = hosts === null || hosts.kind === 'confirmed';
  const host = (listed && lastStatus(state)?.host) || null;
  const rest = hosts?.kind === 'confirmed' ? countNotNormal(hosts.answer) - 1 : 0;
  const others =
    rest > 0 ? ` ${rest} other ${rest === 1 ? 'host is' : 'hosts are'} not known to be NORMAL.` : '';
  if (host === null)
    return { before: `It is not known whether the hosts let the agents run.${others}`, host, after: '' };
  if (told === 'unknown')
    return { before: 'It is not known whether the agents of host ', host, after: ` run.${others}` };
  const why = told === 'SAFE' ? 'Safe Mode' : 'OPERATOR OVERRIDE';
  return { before: 'The agents of host ', host, after: ` are stopped (${why}).${others}` };
}

/** The same in one line of plain text. */
export function heldText(state: ModeState, hosts: Known<Hosts> | null): string | null {
  const held = heldAgents(state, hosts);
  return held && `${held.before}${held.host ?? ''}${held.after}`;
}

/** What is known of the agents while the switch is disengaged: they run only where their host lets them (law 1). */
export function AgentsNow({ children }: { children: ReactNode }) {
  const { state, hosts } = useGuardian({ ask: false });
  const held = heldAgents(state, hosts);
  const run = shapeOf(toldMode(state)) === 'disengaged' || state.kind === 'absent';
  return (
    <>
      <p>
        <span>{run ? 'Agents are running.' : 'Agents may call.'}</span>
        {children}
      </p>
      {held && (
        <p key="held" className="font-medium">
          <span>{held.before}</span>
          {held.host !== null && <UserText text={held.host} />}
          <span>{held.after}</span>
        </p>
      )}
    </>
  );
}
