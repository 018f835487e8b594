export type Capability =
  | 'canViewKillSwitch'
  | 'canToggleKillSwitch'
  | 'canViewActivationHistory'
  | 'canViewSafeMode'
  | 'canEnterSafeMode'
  | 'canRecover'
  | 'canDiagnose';

export type Role = 'ADMIN' | 'SECURITY' | 'AUDITOR' | 'VIEWER';

const granted: Record<Role, readonly Capability[]> = {
  ADMIN: [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
    'canViewSafeMode',
    'canEnterSafeMode',
    'canRecover',
    'canDiagnose',
  ],
  SECURITY: [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
    'canViewSafeMode',
    'canEnterSafeMode',
    'canDiagnose',
  ],
  AUDITOR: ['canViewActivationHistory', 'canViewSafeMode', 'canDiagnose'],
  VIEWER: [],
};

/**
 * What stands in the place of a role's name where the server's answers prove what the person may read, and none of them
 * names the role (docs/decisions/009). Who may read the switch may throw it, by the servers' own rules: they judge each time.
 */
export const UNNAMED_ROLES = {
  'not told by the server (reads the switch)': [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
  ],
  'not told by the server (reads the history)': ['canViewActivationHistory'],
  /** The role was named once, and the server refuses the switch to it since. */
  'not told by the server (the switch is refused)': ['canViewActivationHistory'],
} as const satisfies Record<string, readonly Capability[]>;
export type UnnamedRole = keyof typeof UNNAMED_ROLES;

/** By name, newer names included. A Map, because a role named `constructor` must find nothing. */
const grantedTo = new Map<string, readonly Capability[]>([
  ...Object.entries(granted),
  ['OWNER', granted.ADMIN],
  ['SECURITY_ANALYST', granted.SECURITY],
  // The running Aegis' names for who may read the log, and nothing else here.
  ['READ_ONLY', ['canViewActivationHistory']],
  ['DEVELOPER', ['canViewActivationHistory']],
  ...Object.entries(UNNAMED_ROLES),
]);

/** Whether the role has the capability. An unknown role has none. */
export function can(roleName: string, capability: Capability): boolean {
  return grantedTo.get(roleName)?.includes(capability) ?? false;
}

export function isUnnamed(roleName: string): boolean {
  return Object.hasOwn(UNNAMED_ROLES, roleName);
}

/** A role as the server names it: a name that only this console gives is no role of a server's. */
export function roleOnWire(name: string): string {
  return isUnnamed(name) ? 'not a role' : name;
}

/** The roles that have the capability, to name to somebody who lacks it. */
export function rolesWith(capability: Capability): Role[] {
  return (Object.keys(granted) as Role[]).filter((role) => granted[role].includes(capability));
}
