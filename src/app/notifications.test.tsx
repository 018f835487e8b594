import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { enterSafeMode } from '../../mocks/host/other-operator';
import { hostOf } from '../../mocks/host/host';
import { personas, tenants } from '../../mocks/seeds/personas';
import { button, openAccount } from '../testing/find';
import { renderApp, START, type App } from '../testing/render-app';

const NAME = 'Notify me while this tab is hidden';
const choice = () => screen.getByRole('switch', { name: NAME });

const shown: string[] = [];
const asked = vi.fn<() => void>();

/** The browser's notifications. The person answers its question with `answer`. */
function browser(answer: NotificationPermission, permission: NotificationPermission = 'default') {
  class Shown extends EventTarget {
    static permission = permission;
    static requestPermission() {
      asked();
      Shown.permission = answer;
      return Promise.resolve(answer);
    }
    constructor(title: string, { body = '' }: NotificationOptions) {
      super();
      shown.push(`${title} ${body}`);
    }
  }
  vi.stubGlobal('Notification', Shown);
}

const look = (visibility: DocumentVisibilityState) =>
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);

async function turnOn(app: App) {
  openAccount();
  await app.click(button('Shortcuts and notifications'));
  await app.click(choice());
}

beforeEach(() => {
  shown.length = 0;
  asked.mockClear();
});

test('nothing is asked for until the person turns it on, and nothing is shown before', async () => {
  browser('granted');
  const app = await renderApp();
  look('hidden');
  await app.elsewhere('security', 'engage', 'Refund loop');
  await app.pass(60);
  expect(asked).not.toHaveBeenCalled();
  expect(shown).toEqual([]);
});

test('a hidden tab tells of Engaged and of Unknown, once each, without a name or a reason', async () => {
  browser('granted');
  const app = await renderApp();
  await turnOn(app);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(choice()).toBeChecked();
  look('hidden');
  await app.elsewhere('security', 'engage', 'Refund loop');
  await app.pass(60);
  app.faults('status:500');
  await app.pass(60);
  expect(shown).toEqual([
    'Kill switch engaged Open the console to see more.',
    'Kill switch: state unknown Open the console to see more.',
  ]);
});

test('a hidden tab tells of Safe Mode, also to those who may not see the switch', async () => {
  browser('granted');
  const app = await renderApp({ as: 'auditor', path: '/kill-switch/history' });
  await turnOn(app);
  look('hidden');
  await app.elsewhere('security', 'engage', 'Refund loop');
  await app.backend.run((db) => {
    const act = { operator: personas.admin.email, reason: 'A drill', at: START };
    enterSafeMode(hostOf(db, tenants.acme.id).guardian, act);
  });
  await app.pass(60);
  expect(shown).toEqual(['SAFE MODE Open the console to see more.']);
});

test('a tab that is looked at tells nothing', async () => {
  browser('granted');
  const app = await renderApp();
  await turnOn(app);
  await app.elsewhere('security', 'engage', 'Refund loop');
  await app.pass(60);
  look('hidden');
  await app.pass(60);
  expect(shown).toEqual([]);
});

test.each<[string, () => void, RegExp]>([
  ['whose person refuses', () => browser('denied'), /blocks notifications/],
  ['that refused before', () => browser('granted', 'denied'), /blocks notifications/],
  ['that has none', () => vi.stubGlobal('Notification', undefined), /has no notifications/],
])('a browser %s says so, and nothing is turned on', async (_, prepare, words) => {
  prepare();
  const app = await renderApp();
  await turnOn(app);
  expect(choice()).not.toBeChecked();
  expect(choice()).toHaveAccessibleDescription(words);
  await app.click(choice());
  expect(choice()).not.toBeChecked();
});
