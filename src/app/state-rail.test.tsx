import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { badge } from '../testing/find';
import { renderApp } from '../testing/render-app';

const cell = (name: string) => screen.queryByRole('region', { name });
const kill = () => cell('Kill switch state');
const mode = () => cell('Safe Mode');
const SWITCH_CELL = 'Kill switch state';

describe('the state of the switch, under the header', () => {
  test.each(['/kill-switch', '/kill-switch/history', '/recovery', '/nowhere'])('is on %s', async (path) => {
    await renderApp({ path });
    expect(kill()).toHaveTextContent(/^Kill switch disengaged$/);
  });

  test('leads to its page', async () => {
    const app = await renderApp({ path: '/nowhere' });
    await app.click(within(screen.getByRole('region', { name: SWITCH_CELL })).getByRole('link'));
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('says that all agents are stopped, and Safe Mode does not say the opposite', async () => {
    await renderApp({ seed: { engaged: true }, path: '/nowhere' });
    expect(kill()).toHaveTextContent(/^Kill switch engaged\. All agents are stopped\.$/);
    expect(mode()).toHaveTextContent(/^Safe Mode is off\. The kill switch still stops the agents\.$/);
    expect(mode()?.querySelector('.text-clear')).toBeNull();
    expect(screen.getByRole('navigation').querySelector('.text-clear')).toBeNull();
  });

  test.each([
    [true, 'engaged'],
    [false, 'disengaged'],
  ])('is Unknown when it cannot be read, with what it was (engaged: %s)', async (engaged, was) => {
    const app = await renderApp({ seed: { engaged } });
    app.faults('status:503');
    await app.pass(30);
    expect(kill()).toHaveTextContent(`Kill switch unknown was ${was} 30 s ago`);
    expect(kill()?.querySelector('.text-clear')).toBeNull();
  });

  test('is Unknown when it was never read', async () => {
    await renderApp({ faults: 'status:503' });
    expect(kill()).toHaveTextContent(/^Kill switch unknown not confirmed yet$/);
  });

  test('is being checked until the first answer', async () => {
    await renderApp({ faults: 'status:slow' });
    expect(kill()).toHaveTextContent(/^Kill switch: checking…$/);
    expect(kill()?.querySelector('.text-clear')).toBeNull();
  });

  test.each(['auditor', 'viewer'] as const)('is not shown to %s', async (as) => {
    await renderApp({ as, seed: { engaged: true }, path: '/kill-switch/history' });
    expect(kill()).toBeNull();
  });
});

describe('Safe Mode, beside it', () => {
  test('is shown to an auditor as well', async () => {
    await renderApp({ as: 'auditor', path: '/kill-switch/history' });
    expect(mode()).toHaveTextContent(/^Safe Mode is off\.$/);
  });

  test('is not shown to a viewer while it is off', async () => {
    await renderApp({ as: 'viewer', path: '/' });
    expect(mode()).toBeNull();
  });

  test('is not there where there is no Guardian', async () => {
    await renderApp({ faults: 'guardian:404' });
    expect(mode()).toBeNull();
    expect(kill()).toBeVisible();
  });
});

test('each state has a shape of its own, also beside the links', async () => {
  const shapes = () =>
    [...screen.getByRole('navigation').querySelectorAll('.tab-dot path')].map((path) =>
      path.getAttribute('d'),
    );
  const app = await renderApp({ faults: 'status:slow' });
  const seen = [shapes()[0]];
  app.faults('');
  await app.pass(3);
  seen.push(shapes()[0]);
  app.faults('status:503');
  await app.pass(30);
  seen.push(shapes()[0]);
  app.faults('');
  await app.elsewhere('security', 'engage', 'Runaway agent');
  await app.pass(30, 10);
  seen.push(shapes()[0]);
  expect(new Set(seen).size).toBe(4);
  expect(shapes()).toHaveLength(2);
});
