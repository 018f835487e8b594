import type { Store } from '../../core/ports/store';
import type { Wire } from '../wire';
import { changeData } from './change-answer';
import { switchIn, type Asked } from './misbehave';

/** Whether the running Aegis has no such call. */
export const isUnknownToAegis = ({ path }: Asked): boolean =>
  /^\/decision\/kill-switch\/[^/]+\/effect$|^\/audit\/(?:checkpoint|bundle)$/.test(path);

/** The running Aegis knows a tenant by its id only. */
export const byIdOnly = (store: Store): Store => ({
  ...store,
  async findTenant(id) {
    const found = await store.findTenant(id);
    return found?.id === id ? found : null;
  },
});

/** An answer without what the running Aegis does not know: epochs, and the names of tenants. */
export function asAegis(asked: Asked, wire: Wire): Wire {
  const isAboutSwitch = switchIn(asked) !== null;
  if (!isAboutSwitch && !asked.path.startsWith('/auth/')) return wire;
  if (wire.status !== 200 || ['/auth/logout', '/auth/sso/providers'].includes(asked.path)) return wire;
  return changeData(wire, ({ epoch: _epoch, tenant_name: _name, ...data }) => data);
}
