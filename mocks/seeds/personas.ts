/**
 * The people who can sign in to the mock. Letters in every group of the ids keep them whole when the gateway redacts runs of
 * digits.
 */

export type TenantKey = 'acme' | 'globex';
export type Tenant = {
  readonly id: string;
  readonly name: string;
  /** The host of the tenant's agents and their Guardian. */
  readonly host: string;
};

export type PersonaKey = 'admin' | 'security' | 'auditor' | 'viewer' | 'otherAdmin';
export type Persona = {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
  readonly fullName: string;
};

export const tenants: Record<TenantKey, Tenant> = {
  acme: { id: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', name: 'Acme Robotics', host: 'acme-agents-01' },
  globex: {
    id: 'b10bec5a-9f8e-4d7c-ab6a-f5e4d3c2b1a0',
    name: 'Globex Corporation',
    host: 'globex-agents-01',
  },
};

export const personas: Record<PersonaKey, Persona> = {
  admin: {
    id: 'ada0c0de-11aa-4a1a-8a1b-0a1b2c3d4e5f',
    tenantId: tenants.acme.id,
    email: 'ada.admin@acme.example',
    password: 'ada-stops-agents',
    role: 'ADMIN',
    fullName: 'Ada Admin',
  },
  security: {
    id: '5ec0a1b2-22bb-4b2b-9b2c-1b2c3d4e5f6a',
    tenantId: tenants.acme.id,
    email: 'sam.security@acme.example',
    password: 'sam-stands-guard',
    role: 'SECURITY',
    fullName: 'Sam Security',
  },
  auditor: {
    id: 'a0d17045-33cc-4c3c-ac3d-2c3d4e5f6a7b',
    tenantId: tenants.acme.id,
    email: 'uma.auditor@acme.example',
    password: 'uma-reads-logs',
    role: 'AUDITOR',
    fullName: 'Uma Auditor',
  },
  viewer: {
    id: 'b1e3e4a5-44dd-4d4d-bd4e-3d4e5f6a7b8c',
    tenantId: tenants.acme.id,
    email: 'vic.viewer@acme.example',
    password: 'vic-only-looks',
    role: 'VIEWER',
    fullName: 'Vic Viewer',
  },
  otherAdmin: {
    id: '0b5e4ade-55ee-4e5e-8e5f-4e5f6a7b8c9d',
    tenantId: tenants.globex.id,
    email: 'gus.admin@globex.example',
    password: 'gus-runs-globex',
    role: 'ADMIN',
    fullName: 'Gus Globex',
  },
};

// `Object.keys` loses the type of the keys; the record above is exhaustive.
export const personaKeys = Object.keys(personas) as PersonaKey[];

/** The persona with this user id, or undefined. */
export function personaById(id: string): { key: PersonaKey; persona: Persona } | undefined {
  const key = personaKeys.find((candidate) => personas[candidate].id === id);
  return key && { key, persona: personas[key] };
}

/** The other tenant than the one with this id or host. The faults that mix up tenants show it. */
export function otherTenant(idOrHost: string): Tenant {
  const { id, host } = tenants.acme;
  return [id, host].includes(idOrHost) ? tenants.globex : tenants.acme;
}
