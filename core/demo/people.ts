/**
 * The tenants and people of the demo. Their passwords are known to everybody, so nothing but the demo may use them. Letters in
 * every group of the ids keep them whole when the gateway redacts runs of digits.
 */

export type DemoTenantKey = 'acme' | 'globex';
export interface DemoTenant {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

export type DemoPersonKey = 'admin' | 'security' | 'auditor' | 'viewer' | 'otherAdmin';
export interface DemoPerson {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
  readonly fullName: string;
}

export const demoTenants: Record<DemoTenantKey, DemoTenant> = {
  acme: { id: 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', name: 'acme', displayName: 'Acme Robotics' },
  globex: { id: 'b10bec5a-9f8e-4d7c-ab6a-f5e4d3c2b1a0', name: 'globex', displayName: 'Globex Corporation' },
};

export const demoPeople: Record<DemoPersonKey, DemoPerson> = {
  admin: {
    id: 'ada0c0de-11aa-4a1a-8a1b-0a1b2c3d4e5f',
    tenantId: demoTenants.acme.id,
    email: 'ada.admin@acme.example',
    password: 'ada-stops-agents',
    role: 'ADMIN',
    fullName: 'Ada Admin',
  },
  security: {
    id: '5ec0a1b2-22bb-4b2b-9b2c-1b2c3d4e5f6a',
    tenantId: demoTenants.acme.id,
    email: 'sam.security@acme.example',
    password: 'sam-stands-guard',
    role: 'SECURITY',
    fullName: 'Sam Security',
  },
  auditor: {
    id: 'a0d17045-33cc-4c3c-ac3d-2c3d4e5f6a7b',
    tenantId: demoTenants.acme.id,
    email: 'uma.auditor@acme.example',
    password: 'uma-reads-logs',
    role: 'AUDITOR',
    fullName: 'Uma Auditor',
  },
  viewer: {
    id: 'b1e3e4a5-44dd-4d4d-bd4e-3d4e5f6a7b8c',
    tenantId: demoTenants.acme.id,
    email: 'vic.viewer@acme.example',
    password: 'vic-only-looks',
    role: 'VIEWER',
    fullName: 'Vic Viewer',
  },
  otherAdmin: {
    id: '0b5e4ade-55ee-4e5e-8e5f-4e5f6a7b8c9d',
    tenantId: demoTenants.globex.id,
    email: 'gus.admin@globex.example',
    password: 'gus-runs-globex',
    role: 'ADMIN',
    fullName: 'Gus Globex',
  },
};

/** The agents of the tenant acme. */
export const DEMO_AGENTS = ['billing-agent', 'inbox-agent', 'research-agent'] as const;
