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
 * Stand-ins for the name of a role, used when the server's answers prove what the person may read but none of them names the
 * role (docs/decisions/009). By the servers' own rules, whoever may read the switch may toggle it. The servers check each
 * request.
 */
export const UNNAMED_ROLES = {
  'not told by the server (reads the switch)': [
    'canViewKillSwitch',
    'canToggleKillSwitch',
    'canViewActivationHistory',
  ],
  'not told by the server (reads the history)': ['canViewActivationHistory'],
  /** The role was named at first, and then the server refused the switch to it. */
  'not told by the server (the switch is refused)': ['canViewActivationHistory'],
} as const satisfies Record<string, readonly Capability[]>;
export type UnnamedRole = keyof typeof UNNAMED_ROLES;

/** By name, including the newer names. A Map, because a role named `constructor` must not find anything. */
const grantedTo = new Map<string, readonly Capability[]>([
  ...Object.entries(granted),
  ['OWNER', granted.ADMIN],
  ['SECURITY_ANALYST', granted.SECURITY],
  // The running Aegis' names for roles that may read the log and nothing else here.
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

/** The role as the server named it. The name of a stand-in must come from this console only: from a server it is no role. */
export function roleOnWire(name: string): string {
  return isUnnamed(name) ? 'not a role' : name;
}

/** The roles that have the capability, to name them to somebody who lacks it. */
export function rolesWith(capability: Capability): Role[] {
  return (Object.keys(granted) as Role[]).filter((role) => granted[role].includes(capability));
}
