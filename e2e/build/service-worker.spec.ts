import type { BrowserContext } from '@playwright/test';
import { personas, tenants } from '../../mocks/seeds/personas';
import { badge, button, expectState, heading, refresh, signInAs } from '../support/console';
import { expect, test } from '../support/fixtures';
import type { Table } from '../support/raw-server';

// An earlier application at this address left a service worker behind, which answers from its cache for ever.

const worker = `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  const answer = { success: true, data: { status: 'disengaged', tenant_id: '${tenants.acme.id}', reason: null } };
  self.addEventListener('fetch', (event) => {
    if (new URL(event.request.url).pathname.startsWith('/decision/'))
      event.respondWith(Response.json(answer));
  });`;

const send =
  (type: string, body: string): Table[string] =>
  ({ outgoing }) =>
    void outgoing.writeHead(200, { 'content-type': type, connection: 'close' }).end(body);

/** The earlier application's files, and a count of how often the console's page was loaded. */
function earlierApplication() {
  const loads: string[] = [];
  const table: Table = {
    'GET /old/worker.js': ({ outgoing }) =>
      void outgoing
        .writeHead(200, {
          'content-type': 'text/javascript',
          'service-worker-allowed': '/',
          connection: 'close',
        })
        .end(worker),
    'GET /old/page': send('text/html', '<!doctype html><title>The earlier application</title>'),
    'GET /kill-switch': async ({ incoming, outgoing, pass }) => {
      loads.push(incoming.url ?? '');
      const { status, headers, body } = await pass();
      outgoing.writeHead(status, { ...headers, connection: 'close' }).end(body);
    },
  };
  return { table, loads };
}

/** Opens the earlier application in a tab of its own, which registers its worker. */
async function leaveBehind(context: BrowserContext, origin: string, scope: string) {
  const old = await context.newPage();
  await old.goto(`${origin}/old/page`);
  await old.evaluate(async (where) => {
    const { installing, waiting, active } = await navigator.serviceWorker.register('/old/worker.js', {
      scope: where,
    });
    const own = installing ?? waiting ?? active;
    if (own?.state === 'activated') return;
    await new Promise<void>((done) =>
      own?.addEventListener('statechange', () => own.state === 'activated' && done()),
    );
  }, scope);
  await old.close();
}

/** Runs in the page: the addresses that have a worker. */
const scopes = async () =>
  (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname);

test('the worker is removed before anything is shown, and the switch is read from the server', async ({
  page,
  context,
  server,
  hostile,
}) => {
  const { table, loads } = earlierApplication();
  const { origin } = await hostile(table);
  await leaveBehind(context, origin, '/');
  await server.backend.toggleAs('security', 'engage', 'Seen by nobody whom the worker answers');
  await page.goto(`${origin}/kill-switch`);
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(loads).toHaveLength(2);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await signInAs(page, personas.admin);
  await expectState(page, /^Engaged/);
  await refresh(page);
  await expectState(page, /^Engaged/);
  expect(await page.evaluate(scopes)).toEqual([]);
});

test('the worker of another application at this host is left alone, and costs no reload', async ({
  page,
  context,
  hostile,
}) => {
  const { table, loads } = earlierApplication();
  const { origin } = await hostile(table);
  await leaveBehind(context, origin, '/other/');
  await page.goto(`${origin}/kill-switch`);
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signInAs(page, personas.admin);
  await expectState(page, /^Disengaged/);
  expect(loads).toHaveLength(1);
  expect(await page.evaluate(scopes)).toEqual(['/other/']);
});

test('a worker that comes back is removed at each load, with one reload each time', async ({
  page,
  context,
  hostile,
}) => {
  const { table, loads } = earlierApplication();
  const { origin } = await hostile(table);
  for (const loaded of [2, 4]) {
    await leaveBehind(context, origin, '/');
    await page.goto(`${origin}/kill-switch`);
    await expect(heading(page, 'Sign in')).toBeVisible();
    expect(loads).toHaveLength(loaded);
  }
});

for (const [name, obstacle] of [
  [
    'cannot be removed',
    () => {
      ServiceWorkerRegistration.prototype.unregister = () => Promise.resolve(false);
    },
  ],
  [
    'controls the page all the same after the reload',
    () => {
      ServiceWorkerRegistration.prototype.unregister = () => Promise.resolve(true);
    },
  ],
  [
    'cannot be asked for',
    () => {
      navigator.serviceWorker.getRegistration = () => Promise.reject(new Error('forbidden'));
    },
  ],
  [
    'is asked for without an answer',
    () => {
      navigator.serviceWorker.getRegistration = () => new Promise(() => {});
    },
  ],
] as const) {
  test(`a worker that ${name} is told, leads to no second reload, and leaves Engage`, async ({
    page,
    context,
    hostile,
  }) => {
    const { table, loads } = earlierApplication();
    const { origin } = await hostile(table);
    await leaveBehind(context, origin, '/');
    await page.addInitScript(obstacle);
    await page.goto(`${origin}/kill-switch`);
    await expect(heading(page, 'Sign in')).toBeVisible();
    await signInAs(page, personas.admin);
    await expectState(page, /^Unknown/);
    await expect(badge(page)).toContainText('service worker');
    await expect(button(page, 'Engage')).toBeEnabled();
    expect(loads.length).toBeLessThanOrEqual(2);
  });
}
