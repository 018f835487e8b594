// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Demo } from './demo';
import { createTrafficWatch } from './traffic-watch';
import { createTeller } from '../stories/teller';
import { createTestApi } from '../test-api';
import { tenants } from '../seeds/personas';
import { dataOf } from '../db';

async function open(notice: string | null = null) {
  const { backend } = await createTestApi({ seed: 'none' }, { cookies: 'jar' });
  const user = userEvent.setup();
  const teller = createTeller(() => backend, window.sessionStorage);
  const watch = createTrafficWatch();
  render(
    <Demo backend={backend} teller={teller} watch={watch} pass={async () => undefined} notice={notice} />,
  );
  const panel = within(screen.getByRole('region', { name: 'Demo controls' }));
  if (notice === null) await user.click(panel.getByRole('button', { name: 'Demo' }));
  await user.click(panel.getByText('More'));
  return { backend, user, panel };
}

describe('the demo panel', () => {
  it('sets faults and removes them again', async () => {
    const { backend, user, panel } = await open();
    await user.selectOptions(panel.getByLabelText('Requests'), 'Engage and disengage');
    await user.selectOptions(panel.getByLabelText('Fault'), '504 Timeout, but it was done');
    await user.click(panel.getByRole('button', { name: 'Set fault' }));
    expect(backend.faults.active()).toEqual({ toggle: '504-but-done' });
    expect(panel.getByRole('listitem')).toHaveTextContent(
      'Engage and disengage: 504 Timeout, but it was done',
    );
    await user.click(panel.getByRole('button', { name: 'Remove toggle:504-but-done' }));
    expect(backend.faults.active()).toEqual({});
    expect(panel.queryByRole('listitem')).not.toBeInTheDocument();
  });

  it('toggles as the other one of admin and security, and says when that is refused', async () => {
    const { backend, user, panel } = await open();
    await backend.signInAs('security');
    await user.click(panel.getByRole('button', { name: 'Engage as second operator' }));
    expect(await panel.findByText('Ada Admin engaged.')).toBeInTheDocument();
    const state = await backend.run((db) => dataOf(db, tenants.acme.id).switchState);
    expect(state).toMatchObject({ engaged: true, actor: { email: 'ada.admin@acme.example' } });
    await user.click(panel.getByRole('button', { name: 'Engage as second operator' }));
    expect(await panel.findByText(/already_engaged/)).toBeInTheDocument();
  });

  it('ends the session', async () => {
    const { backend, user, panel } = await open();
    await backend.signInAs('admin');
    await user.click(panel.getByRole('button', { name: 'Expire session now' }));
    const ends = await backend.run(({ data }) => data.sessions.map(({ expiresAt }) => expiresAt));
    expect(ends).toEqual([backend.clock()]);
  });

  it('offers what happens on the host itself', async () => {
    const { backend, user, panel } = await open();
    const host = within(panel.getByRole('group', { name: 'Host' }));
    expect(host.getByText(/stand-in for what is done on acme-agents-01 itself/)).toBeInTheDocument();
    const look = () =>
      backend.run(({ hosts }) => {
        const found = hosts[tenants.acme.id];
        const { isSet, core, conditions } = found?.guardian ?? {};
        const active = Object.keys(conditions ?? {});
        const [file, key] = [isSet?.kill_file, isSet?.registry];
        return { file, key, signature: core?.signature, active, control: found?.control.enabled };
      });
    for (const name of ['Drop KILL file', 'Set registry key', 'Corrupt policy', 'Break Core signature']) {
      await user.click(host.getByRole('button', { name }));
    }
    await user.click(host.getByRole('button', { name: 'Switch control API off' }));
    expect(await panel.findByText('Control API switched off.')).toBeInTheDocument();
    const active = ['policy_corruption', 'core_signature'];
    expect(await look()).toEqual({ file: true, key: true, signature: 'invalid', active, control: false });
    for (const name of ['Delete KILL file', 'Clear registry key', 'Restart Guardian']) {
      await user.click(host.getByRole('button', { name }));
    }
    await user.click(host.getByRole('button', { name: 'Switch control API on' }));
    expect(await panel.findByText('Control API switched on.')).toBeInTheDocument();
    expect(await look()).toMatchObject({ file: false, key: false, control: true });
  });

  it('shows the stories first, and everything else under More', async () => {
    const { user, panel } = await open();
    const tells = within(panel.getByRole('group', { name: 'Stories of 30 seconds' })).getAllByRole('button');
    expect(tells.map(({ textContent }) => textContent)).toEqual([
      'Lose the answer',
      'Second operator',
      'Pull the network',
      'Tamper a row',
      'Forge a signature',
      'Drop a KILL file',
    ]);
    await user.click(panel.getByText('More'));
    expect(panel.getByText('More').closest('details')).not.toHaveAttribute('open');
  });

  it('opens by itself when the address contains an error', async () => {
    const { panel } = await open('Error: Unknown fault "nonsense".');
    expect(panel.getByRole('status')).toHaveTextContent('Unknown fault "nonsense"');
    expect(panel.getByRole('button', { name: 'Reset' })).toBeVisible();
  });
});
