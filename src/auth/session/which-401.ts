import { saysEnded } from '../../api/auth';
import { currentConnection, type Connection } from '../../api/http/connection';
import { killSwitchPath } from '../../api/kill-switch';
import { readClock } from '../../lib/clock';
import type { Person } from '../../stores/session';
import { can } from '../capabilities';

const ASK_AGAIN_MS = 30_000;

let asked: { under: Connection | null; mono: number } | null = null;

/**
 * Whether a 401 means that the session has ended (docs/decisions/008). `read` is the path of the reading that got it; null
 * after something that the person did. A 401 of a side system is only a suspicion: then the system that the person's page
 * depends on is asked.
 */
export async function endsSession(read: string | null, { role, tenantId }: Person): Promise<boolean> {
  const readsSwitch = can(role, 'canViewKillSwitch');
  if (read === null || read.startsWith(readsSwitch ? '/decision/' : '/audit/')) return true;
  const under = currentConnection();
  const { mono } = readClock();
  if (asked?.under === under && mono - asked.mono < ASK_AGAIN_MS) return false;
  asked = { under, mono };
  const ended = await saysEnded(readsSwitch ? killSwitchPath(tenantId) : '/auth/me');
  return ended && under === currentConnection();
}
