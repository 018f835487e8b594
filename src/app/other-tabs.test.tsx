import { beforeEach, describe, expect, test, vi } from 'vitest';
import { tenants } from '../../mocks/seeds/personas';
import { badge, button, openDialog, send, SWITCH } from '../testing/find';
import { renderApp, type App } from '../testing/render-app';

/** The channel between the tabs of one browser: what this tab says, and how it hears another one. */
class Channel extends EventTarget {
  static readonly open = new Set<Channel>();
  static readonly said: unknown[] = [];
  constructor() {
    super();
    Channel.open.add(this);
  }
  postMessage(message: unknown) {
    Channel.said.push(message);
  }
  close() {
    Channel.open.delete(this);
  }
}

const hear = (app: App, data: unknown) =>
  app.happen(() => {
    for (const channel of Channel.open) channel.dispatchEvent(new MessageEvent('message', { data }));
  });

beforeEach(() => {
  Channel.open.clear();
  Channel.said.length = 0;
  vi.stubGlobal('BroadcastChannel', Channel);
});

describe('what another tab of this browser says', () => {
  test('makes this tab read again, and it shows what it reads itself', async () => {
    const app = await renderApp();
    await app.elsewhere('security', 'engage', 'In the other tab');
    expect(badge()).toHaveTextContent(/^Disengaged/);
    await hear(app, tenants.acme.id);
    expect(badge()).toHaveTextContent(/^Engaged.*In the other tab/);
    await app.elsewhere('security', 'disengage', 'In the other tab');
    app.faults('status:500');
    await hear(app, tenants.acme.id);
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Engaged/);
  });

  test('is told no further by the tab that heard it', async () => {
    const app = await renderApp();
    await app.elsewhere('security', 'engage', 'In the other tab');
    await hear(app, tenants.acme.id);
    expect(Channel.said).toEqual([]);
  });

  test.each([tenants.globex.id, null, { tenantId: tenants.acme.id }, 'disengaged'])(
    'changes nothing when it is not about this tenant: %j',
    async (data) => {
      const app = await renderApp();
      const before = app.sent('GET', SWITCH).length;
      await hear(app, data);
      expect(app.sent('GET', SWITCH)).toHaveLength(before);
    },
  );

  test('reaches nobody after a sign-out', async () => {
    const app = await renderApp();
    await app.click(button('Sign out'));
    expect(Channel.open.size).toBe(0);
  });
});

describe('other tabs of this browser are told to read again, and nothing else,', () => {
  test('after a toggle, whatever its outcome is', async () => {
    const app = await renderApp({ faults: 'toggle:504-but-done' });
    await openDialog(app, 'Engage', 'Secret reason');
    await send(app);
    expect(Channel.said.length).toBeGreaterThan(0);
    expect(new Set(Channel.said)).toEqual(new Set([tenants.acme.id]));
  });

  test('after a change that this tab saw', async () => {
    const app = await renderApp();
    await app.pass(60);
    expect(Channel.said).toEqual([]);
    await app.elsewhere('security', 'engage', 'Elsewhere');
    await app.pass(30);
    expect(Channel.said).toEqual([tenants.acme.id]);
    await app.pass(30);
    expect(Channel.said).toHaveLength(1);
  });
});

test.each([undefined, () => null])(
  'without such a channel the console works as before: %s',
  async (channel) => {
    vi.stubGlobal('BroadcastChannel', channel);
    const app = await renderApp();
    await openDialog(app, 'Engage', 'Refund loop');
    await send(app);
    expect(badge()).toHaveTextContent(/^Engaged/);
  },
);
