// @vitest-environment jsdom
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../backend';
import { createDb } from '../seeds/create-db';
import type { Store } from '../store';
import { START } from '../test-api';
import { LiveAgents } from './live-agents';
import { createTrafficWatch } from './traffic-watch';

const inMemory: Store = { load: async () => null, save: () => undefined };

async function open() {
  const db = createDb({ seed: 'none' }, Date.now());
  const watch = createTrafficWatch();
  const store = watch.follow(inMemory, () => undefined);
  const backend = createBackend({ db, store, agents: true });
  render(<LiveAgents watch={watch} pass={() => backend.run(() => undefined)} />);
  const strip = within(screen.getByRole('region', { name: 'Live agents' }));
  const figure = (name: string) => strip.getByText(name).nextElementSibling?.textContent ?? '';
  const agents = () => strip.queryAllByRole('listitem').map(({ textContent }) => textContent);
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  return { backend, strip, figure, agents, pass };
}

describe('the strip of live agents', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    return () => vi.useRealTimers();
  });

  it('pays in a loop, is refused after an Engage, and goes on after a Disengage', async () => {
    const { backend, figure, agents, pass } = await open();
    await pass(20_000);
    expect(agents()[0]).toBe('billing-agentrefund loop');
    expect(figure('Calls refused')).toBe('0');

    await backend.toggleAs('admin', 'engage', 'Refunds in a loop');
    await pass(5_250);
    expect(figure('Gateways refusing')).toBe('3 of 3');
    const paid = figure('Refunds paid');
    expect(paid).toMatch(/^\$\d,\d{3}$/);
    const refused = Number(figure('Calls refused'));
    await pass(10_000);
    expect(agents()).toEqual(
      expect.arrayContaining(['billing-agentcalls refused', 'inbox-agentcalls refused']),
    );
    expect(figure('Refunds paid')).toBe(paid);
    expect(Number(figure('Calls refused'))).toBeGreaterThan(refused);

    await backend.toggleAs('security', 'disengage', 'Loop is fixed');
    await pass(10_000);
    expect(figure('Gateways refusing')).toBe('0 of 3');
    expect(figure('Calls refused')).toBe('0');
    expect(figure('Refunds paid')).not.toBe(paid);
  });

  it('is denied by the Guardian in Safe Mode', async () => {
    const { backend, figure, agents, pass } = await open();
    await pass(12_000);
    await backend.host.dropKillFile();
    await pass(11_000);
    expect(agents()[0]).toBe('billing-agentdenied: Safe Mode');
    expect(figure('Calls refused')).toBe('0');
  });

  it('announces nothing, and can be folded', async () => {
    const { strip, agents, pass } = await open();
    await pass(5_000);
    expect(strip.queryByRole('status')).not.toBeInTheDocument();
    expect(strip.queryByRole('alert')).not.toBeInTheDocument();
    expect(document.querySelector('[aria-live]')).toBeNull();
    fireEvent.click(strip.getByRole('button', { name: 'Live agents', expanded: true }));
    expect(agents()).toEqual([]);
    fireEvent.click(strip.getByRole('button', { name: 'Live agents', expanded: false }));
    expect(agents()).toHaveLength(3);
  });

  it('shows the agents of the tenant whose person is signed in', async () => {
    const { backend, figure, pass } = await open();
    await backend.signInAs('otherAdmin');
    await backend.toggleAs('admin', 'engage', 'Not this tenant');
    await pass(6_000);
    expect(figure('Gateways refusing')).toBe('0 of 3');
    await backend.signInAs('admin');
    await pass(1_000);
    expect(figure('Gateways refusing')).toBe('3 of 3');
  });
});
