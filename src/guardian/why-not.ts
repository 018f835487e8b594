import { can, rolesWith, type Capability } from '../auth/capabilities';

function anyOf(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join() : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}

/** Why this role may not do it, in words; null when it may. */
export function whyNot(role: string, needs: Capability, doing: string): string | null {
  return can(role, needs) ? null : `Only ${anyOf(rolesWith(needs))} may ${doing}.`;
}
