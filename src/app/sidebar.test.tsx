import '../features/history/history-page';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas, type PersonaKey } from '../../mocks/seeds/personas';
import { AUDIT, badge, SWITCH } from '../testing/find';
import { renderApp, type App } from '../testing/render-app';

const heading = () => screen.getByRole('heading', { level: 1 });
const entries = () =>
  within(screen.getByRole('navigation', { name: 'Main' }))
    .queryAllByRole('link')
    .map((link) => link.textContent);

type Row = [role: string, sees: string[], never: string[]];
const roles: Row[] = [
  ['ADMIN', ['Kill Switch', 'Activation history'], []],
  ['OWNER', ['Kill Switch', 'Activation history'], []],
  ['SECURITY', ['Kill Switch', 'Activation history'], []],
  ['SECURITY_ANALYST', ['Kill Switch', 'Activation history'], []],
  ['AUDITOR', ['Activation history'], ['Kill Switch']],
  ['VIEWER', [], ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']],
  ['READ_ONLY', ['Activation history'], ['Kill Switch', 'Safe Mode', 'Recovery']],
  ['DEVELOPER', ['Activation history'], ['Kill Switch', 'Safe Mode', 'Recovery']],
  ['SUPERUSER', [], ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']],
  ['admin', [], ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']],
  ['constructor', [], ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']],
  ['', [], ['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']],
];

test.each(roles)(
  'role %j is offered the pages that it may open, and nothing else [AEGIS-08, AEGIS-09]',
  async (role, sees, never) => {
    await renderApp({ as: 'viewer', role });
    expect(entries()).toEqual(expect.arrayContaining(sees));
    for (const name of never) expect(entries()).not.toContain(name);
    const mayToggle = sees.includes('Kill Switch');
    expect(screen.queryAllByRole('button', { name: 'Engage' })).toHaveLength(mayToggle ? 1 : 0);
    if (sees.length === 0) expect(screen.getByText('Your role has no pages here.')).toBeVisible();
  },
);

test('VIEWER is told whom to ask, and the state of the switch is not requested', async () => {
  const app = await renderApp({ as: 'viewer', seed: { engaged: true } });
  expect(heading()).toHaveTextContent('No access');
  expect(screen.getByRole('main')).toHaveTextContent(
    'This page is for ADMIN and SECURITY. You are signed in as VIEWER.',
  );
  expect(screen.getByRole('main')).toHaveTextContent('ask an administrator of your tenant');
  await expectNothingOfTheSwitch(app);
  expect(app.sent('GET', AUDIT)).toEqual([]);
  expect(document.body).not.toHaveTextContent(/engaged/i);
});

test.each([
  ['mailto:security@acme.example', 'security@acme.example', 'mailto:security@acme.example'],
  ['javascript:alert(1)', null, null],
])('the deployment names whom to ask, by %j', async (content, text, href) => {
  const tag = `<meta name="contact" content="${content}" />`;
  await renderApp({ as: 'viewer', prepare: () => document.head.insertAdjacentHTML('beforeend', tag) });
  const link = within(screen.getByRole('main')).queryByRole('link');
  expect(link?.textContent ?? null).toBe(text);
  expect(link?.getAttribute('href') ?? null).toBe(href);
});

test.each<[PersonaKey, string]>([
  ['auditor', 'AUDITOR'],
  ['viewer', 'READ_ONLY'],
])('%s, as %s, is led from the switch to the history, and told why [AEGIS-09]', async (as, role) => {
  const app = await renderApp({ as, role, seed: { engaged: true } });
  expect(heading()).toHaveTextContent('Activation history');
  expect(window.location.pathname).toBe('/kill-switch/history');
  expect(screen.getByRole('main')).toHaveTextContent(
    `Kill Switch is for ADMIN and SECURITY. You are signed in as ${role}.`,
  );
  await expectNothingOfTheSwitch(app);
  await app.goTo('/');
  expect(screen.getByRole('main')).not.toHaveTextContent('is for ADMIN and SECURITY');
});

async function expectNothingOfTheSwitch(app: App) {
  await app.pass(60, 10);
  expect(app.sent('GET', SWITCH)).toEqual([]);
  expect(document.title).not.toMatch(/engaged/i);
}

test('the refusal of the history names three roles', async () => {
  await renderApp({ as: 'viewer', path: '/kill-switch/history' });
  expect(heading()).toHaveTextContent('No access');
  expect(screen.getByRole('main')).toHaveTextContent('This page is for ADMIN, SECURITY and AUDITOR.');
});

describe('when the server changes what a person may do', () => {
  test('a role taken away during a session loses what it was offered, and the page says why', async () => {
    const app = await renderApp();
    await app.backend.setRole('admin', 'VIEWER');
    await app.pass(30);
    expect(heading()).toHaveTextContent('No access');
    expect(screen.getByRole('region', { name: 'Role' })).toHaveTextContent(
      /The server no longer shows you the kill switch.*offered to you as ADMIN, and the server now refuses it/,
    );
  });

  test('a role that only the switch refuses is shown the server’s words', async () => {
    await renderApp({ faults: 'status:403' });
    expect(badge()).toHaveTextContent(
      /^Unknown — not confirmed yet.*The server refused \(403\).*Kill switch requires ADMIN or SECURITY role.*Re-login with SECURITY/,
    );
  });

  test('a person switched off during a session is told so', async () => {
    const app = await renderApp();
    await app.backend.deactivate('admin');
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Unknown.*User is inactive/);
  });
});

test('the kill switch comes first in the group Operations [AEGIS-07]', async () => {
  await renderApp();
  const [group, list] = screen.getByText('Operations').parentElement?.children ?? [];
  expect(group).toHaveTextContent('Operations');
  expect(list).toHaveTextContent(/^Kill Switch/);
});

describe('the links of the deployment', () => {
  const open = (contents: Record<string, string>) =>
    renderApp({
      prepare: () => {
        for (const [name, content] of Object.entries(contents))
          document.head.insertAdjacentHTML('beforeend', `<meta name="${name}" content="${content}" />`);
      },
    });

  test('lead to its runbook and to whoever is on call [AEGIS-66, OPS-32]', async () => {
    await open({ 'runbook-url': 'https://wiki.acme.example/Stop', 'oncall-url': '/on-call' });
    expect(screen.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      'https://wiki.acme.example/Stop',
    );
    expect(screen.getByRole('link', { name: 'On call' }).getAttribute('href')).toMatch(/^http.*\/on-call$/);
  });

  test('are not there without an address, nor with one that a link must not run', async () => {
    await open({ 'runbook-url': 'javascript:alert(1)', 'oncall-url': '' });
    expect(entries()).toEqual(['Kill Switch', 'Safe Mode', 'Recovery', 'Activation history']);
  });
});

describe('every page', () => {
  test('has one main heading, one main landmark, and a skip link', async () => {
    await renderApp();
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    const main = screen.getByRole('main');
    for (const landmark of ['banner', 'navigation']) expect(screen.getAllByRole(landmark)).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveAttribute('href', `#${main.id}`);
    expect(main).toHaveAttribute('tabindex', '-1');
  });
});

test('the person of another tenant reads and toggles only that tenant’s switch', async () => {
  const app = await renderApp({ as: 'otherAdmin', seed: { engaged: true } });
  expect(badge()).toHaveTextContent(/^Disengaged/);
  const sent = app.sent('GET', '/decision');
  expect(sent.every(({ path }) => path.endsWith(personas.otherAdmin.tenantId))).toBe(true);
  expect(sent.every(({ headers }) => headers.get('X-Tenant-ID') === personas.otherAdmin.tenantId)).toBe(true);
});
