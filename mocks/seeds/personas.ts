import {
  demoPeople,
  demoTenants,
  type DemoPerson,
  type DemoPersonKey,
  type DemoTenantKey,
} from '../../core/demo/people';

/** The people who can sign in to the mock. */

export type TenantKey = DemoTenantKey;
export type Tenant = {
  readonly id: string;
  readonly name: string;
  /** The host of the tenant's agents and their Guardian. */
  readonly host: string;
};

export type PersonaKey = DemoPersonKey;
export type Persona = DemoPerson;

function withHost({ id, displayName }: (typeof demoTenants)[TenantKey], host: string): Tenant {
  return { id, name: displayName, host };
}

export const tenants: Record<TenantKey, Tenant> = {
  acme: withHost(demoTenants.acme, 'acme-agents-01'),
  globex: withHost(demoTenants.globex, 'globex-agents-01'),
};

export const personas: Record<PersonaKey, Persona> = demoPeople;

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
