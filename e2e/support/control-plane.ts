import type { Page } from '@playwright/test';
import { tenants } from '../../mocks/seeds/personas';

export const TENANT_NAME = 'acme';

type GatewayState = 'confirmed' | 'pending' | 'refusing' | 'gone';

export interface Reported {
  gateways: Record<string, GatewayState>;
  denied: Record<string, number>;
  leaked?: { request_id: string; agent: string; tool: string; allowed_at: string; gateway: string }[];
  complete?: boolean;
}

/**
 * Gives the mocks' answers what our own control plane has more: the tenant's name, epochs, and the effect as `reported` by
 * its gateways. `reported` may be changed while the page is open.
 */
export async function addControlPlane(page: Page, reported: Reported): Promise<void> {
  let [epoch, status, changedAt] = [6, '', new Date().toISOString()];

  await page.route(/\/auth\/(token|me)$/, async (route) => {
    const headers = { ...route.request().headers() };
    if (headers['x-tenant-id'] === TENANT_NAME) headers['x-tenant-id'] = tenants.acme.id;
    const response = await route.fetch({ headers });
    const body = await response.json();
    if (body.data) body.data.tenant_name = TENANT_NAME;
    await route.fulfill({ response, json: body });
  });

  await page.route(/\/decision\/kill-switch\/[^/]+$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    if (body.data && body.data.status !== status) {
      [epoch, status] = [epoch + 1, body.data.status];
      changedAt = body.data.engaged_at ?? new Date().toISOString();
    }
    if (body.data) body.data.epoch = epoch;
    await route.fulfill({ response, json: body });
  });

  await page.route(/\/decision\/kill-switch\/[^/]+\/effect$/, async (route) => {
    const at = (ms: number) => new Date(Date.parse(changedAt) + ms).toISOString();
    const total = Object.values(reported.denied).reduce((sum, count) => sum + count, 0);
    const data = {
      epoch,
      status,
      changed_at: changedAt,
      gateways: Object.entries(reported.gateways).map(([name, state]) => ({
        id: `id-${name}`,
        name,
        state,
        epoch: state === 'confirmed' ? epoch : epoch - 1,
        confirmed_at: state === 'confirmed' ? at(180) : null,
        last_seen_at: at(200),
      })),
      calls: {
        since: changedAt,
        allowed: 0,
        denied: total,
        last_allowed_at: null,
        by_agent: Object.entries(reported.denied).map(([agent, denied]) => ({ agent, allowed: 0, denied })),
      },
      leaked: { items: reported.leaked ?? [], complete: reported.complete ?? true },
    };
    await route.fulfill({ json: { success: true, data, error: null, meta: null } });
  });
}
