import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas } from '../../../../mocks/seeds/personas';
import { button, openDialog, reasonField, send, SWITCH, toggleDialog } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

const EMPTY = 'Enter a reason.';
const LONGEST = 'é'.repeat(499);

describe('the toggle dialog says', () => {
  test('what engaging does, in the tenant’s name [AEGIS-40, AEGIS-41]', async () => {
    const app = await renderApp();
    const dialog = await openDialog(app, 'Engage');
    expect(dialog).toHaveTextContent('Now: Disengaged. Last confirmed 0 s ago.');
    expect(dialog).toHaveTextContent(
      'Stops all agents of tenant acme: within 5 seconds every gateway worker refuses new /execute calls (403).',
    );
    const facts = within(dialog)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(facts.join('\n')).toMatch(/Calls already running will finish\..*load balancer/);
    expect(facts.join('\n')).toMatch(/Quarantined agents are not touched/);
    expect(facts.join('\n')).toMatch(/quarantine one agent, or revoke one user/);
  });

  test('whose engagement is lifted, since when and why, and what does not resume [AEGIS-57]', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await app.click(button('Disengage'));
    const dialog = toggleDialog('Disengage');
    expect(dialog).toHaveTextContent('Now: Engaged');
    expect(
      within(dialog)
        .getAllByRole('definition')
        .map((item) => item.textContent),
    ).toEqual([
      personas.security.email,
      expect.stringContaining('2026-11-21 08:48:00 UTC'),
      '12 min',
      'Agent deletes customer records outside its scope',
      '0 agents’ calls',
    ]);
    expect(dialog).toHaveTextContent('Refused calls are not retried.');
    expect(dialog).toHaveTextContent('Quarantined agents stay quarantined, and revoked users stay revoked.');
  });

  test('what its buttons do, and puts the focus into the reason [AEGIS-20]', async () => {
    const app = await renderApp();
    const dialog = await openDialog(app, 'Engage');
    expect(
      within(dialog)
        .getAllByRole('button')
        .map((element) => element.textContent),
    ).toEqual(['Engage kill switch', 'Cancel']);
    expect(reasonField()).toHaveFocus();
    expect(reasonField()).toBeRequired();
  });
});

describe('a reason', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['zero-width characters', '\u200B\u2060\uFEFF'],
    ['invisible letters', '\u3164\u2800'],
    ['bidi controls', '\u202E\u2066'],
  ])('of %s is stopped in the form, and nothing is sent [AEGIS-51]', async (_, text) => {
    const app = await renderApp();
    await openDialog(app, 'Engage', text);
    await send(app);
    expect(screen.getByRole('alert')).toHaveTextContent(EMPTY);
    expect(reasonField()).toBeInvalid();
    expect(reasonField()).toHaveAccessibleDescription(expect.stringContaining(EMPTY));
    expect(app.sent('POST', SWITCH)).toEqual([]);
    await app.fill(reasonField(), 'Now with words');
    await send(app);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
  });

  test('longer than 500 characters is stopped, and the form says by how many', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', `${LONGEST}👩🏽‍🚒`);
    await send(app);
    expect(screen.getByRole('alert')).toHaveTextContent('Shorten the reason by 3 to at most 500 characters.');
    expect(app.sent('POST', SWITCH)).toEqual([]);
  });

  test.each([
    ['one character', 'x', 'x'],
    ['the longest allowed text', `${LONGEST}🔥`, `${LONGEST}🔥`],
    ['blanks around it', '  Why \n', 'Why'],
    ['script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a formula', '=cmd|x', '=cmd|x'],
    ['right to left', 'שלום \u202Eabc', 'שלום \u202Eabc'],
  ])('with %s is sent as typed', async (_, text, reason) => {
    const app = await renderApp();
    await openDialog(app, 'Engage', text);
    await send(app);
    expect(app.sent('POST', SWITCH).map(({ body }) => JSON.parse(body ?? ''))).toEqual([
      { action: 'engage', reason },
    ]);
  });

  test('is counted in characters, not in code units', async () => {
    const app = await renderApp();
    const dialog = await openDialog(app, 'Engage');
    expect(within(dialog).getByText('0 of 500')).toBeVisible();
    await app.fill(reasonField(), 'é🔥!');
    expect(within(dialog).getByText('3 of 500')).toBeVisible();
    expect(reasonField()).toHaveAccessibleDescription(expect.stringContaining('3 of 500'));
  });

  test('is the body of the DELETE, too [AEGIS-23]', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'All clear');
    await send(app);
    const [sent] = app.sent('DELETE', SWITCH);
    expect(sent?.body).toBe('{"reason":"All clear"}');
    expect(sent?.headers.get('Content-Type')).toBe('application/json');
    expect(app.backend.requests.findLast(({ method }) => method === 'DELETE')?.body).toEqual({
      reason: 'All clear',
    });
  });
});

test('an error takes the focus to the field, and goes when its cause goes', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage');
  await send(app);
  expect(reasonField()).toHaveFocus();
  expect(reasonField()).toBeInvalid();
  await app.press('x');
  expect(reasonField()).toBeValid();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

describe('the reasons of the deployment', () => {
  const prepare = () => {
    document.head.innerHTML += '<meta name="reason-presets" content="Runaway agent| Drill ||c|d|e">';
  };
  const presets = () =>
    within(screen.getByRole('group', { name: 'Reasons to choose from' }))
      .getAllByRole('button')
      .map(({ textContent }) => textContent);

  test('fill the field and send nothing, four at most', async () => {
    const app = await renderApp({ prepare });
    await openDialog(app, 'Engage');
    expect(presets()).toEqual(['Runaway agent', 'Drill', 'c', 'd']);
    await app.click(button('Drill'));
    expect(reasonField()).toHaveValue('Drill');
    expect(reasonField()).toHaveFocus();
    await app.click(button('Runaway agent'));
    expect(reasonField()).toHaveValue('Runaway agent');
    expect(app.sent('POST', SWITCH)).toEqual([]);
  });

  test('never replace what a person typed', async () => {
    const app = await renderApp({ prepare });
    await openDialog(app, 'Engage', 'Typed with care');
    expect(screen.queryByRole('group', { name: 'Reasons to choose from' })).not.toBeInTheDocument();
  });

  test('are not there where the deployment names none', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    expect(screen.queryByRole('group', { name: 'Reasons to choose from' })).not.toBeInTheDocument();
  });
});
