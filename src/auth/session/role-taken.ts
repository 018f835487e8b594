import { isApiError } from '../../api/errors/api-error';
import * as auth from '../../api/auth';
import { refusalCause } from '../../api/errors/refusal-cause';
import { useSession, type Person } from '../../stores/session';
import { can, type UnnamedRole } from '../capabilities';
import { personKey, samePerson, toPerson } from '../person';
import { changeRole } from './session';

const REFUSED: UnnamedRole = 'not told by the server (the switch is refused)';

/** Whether a refusal of the switch is about the role, and not about a service, a rule or the tenant. */
export function refusesRole(error: unknown): boolean {
  return isApiError(error) && error.status === 403 && refusalCause(error) === 'role';
}

function activePerson(): Person | null {
  const { session } = useSession.getState();
  return session.phase === 'active' ? session.person : null;
}

/** The role by `/auth/me`: its name, `refused` when it is too low for this question, or null when it is not known. */
async function roleNow(person: Person): Promise<{ name: string } | 'refused' | null> {
  try {
    const found = toPerson((await auth.whoAmI(person.tenantId)).data);
    return samePerson(found, person) === false ? null : { name: found.role };
  } catch (error) {
    return refusesRole(error) ? 'refused' : null;
  }
}

/** Changes the role, unless somebody else is signed in by now. Also remembers the role under which the switch was offered. */
function settle(person: Person, role: string) {
  const now = activePerson();
  if (!now || personKey(now) !== personKey(person) || now.role === role) return;
  if (can(role, 'canViewKillSwitch')) useSession.setState({ takenRole: null });
  else if (can(now.role, 'canViewKillSwitch')) useSession.setState({ takenRole: now.role });
  changeRole(role);
}

/**
 * Call this when the switch was refused to the role; `times` counts the refusals in a row. The capabilities are taken away
 * at the second refusal, or at once when `/auth/me` agrees. Never under an open dialog, which shows its own refusal; the
 * next reading follows soon.
 */
export async function roleRefused(times: number): Promise<void> {
  const person = activePerson();
  if (!person || document.querySelector('dialog[open]')) return;
  const now = await roleNow(person);
  if (now && now !== 'refused' && !can(now.name, 'canViewKillSwitch')) settle(person, now.name);
  else if (now === 'refused' || times >= 2) settle(person, REFUSED);
}

/** Asks for the present role of a person who does not see the switch, or whose role was not named. */
export async function askRole(): Promise<null> {
  const person = activePerson();
  if (!person) return null;
  const now = await roleNow(person);
  const name = now && now !== 'refused' ? now.name : null;
  if (person.role !== REFUSED || (name !== null && !can(name, 'canViewKillSwitch'))) {
    if (name !== null) settle(person, name);
    return null;
  }
  // The switch itself decides: while it refuses, it is not offered again because of another answer.
  const reads = await auth.readsSwitch(person.tenantId, false).then(
    () => true,
    () => false,
  );
  if (reads) settle(person, name ?? ('not told by the server (reads the switch)' satisfies UnnamedRole));
  return null;
}
