import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { toldFaults } from '../../testing/fault-table';
import {
  badge,
  button,
  openDialog,
  reasonField,
  send,
  sendButton,
  SWITCH,
  toggleDialog,
} from '../../testing/find';
import { renderApp } from '../../testing/render-app';
import { isEngaged } from '../../../mocks/db';
import { tenants } from '../../../mocks/seeds/personas';

// What a person sees of each way to fail: on the status, and on the toggle. What depends on a real connection is in e2e/hostile/answers.spec.ts.

const alert = (words: string) =>
  within(toggleDialog('Engage'))
    .getAllByRole('alert')
    .find(({ textContent }) => textContent.includes(words));

/** The id that the last request itself went out with: whoever runs the server finds it in the logs. */
const idOf = (sent: { headers: Headers }[]) => sent.at(-1)?.headers.get('X-Request-ID') ?? 'none';

const each = toldFaults.map((fault) => [fault.name, fault] as const);

test.each(each)('status: %s is Unknown, and told in words', async (name, { words, says, quote }) => {
  const app = await renderApp();
  expect(badge()).toHaveTextContent(/^Disengaged/);
  app.faults(`status:${name}`);
  await app.click(button('Refresh'));
  expect(badge()).toHaveTextContent(/^Unknown — last confirmed Disengaged/);
  for (const text of [words, says, quote]) if (text) expect(badge()).toHaveTextContent(text);
  expect(badge()).toHaveTextContent(`request ${idOf(app.sent('GET', SWITCH))}`);
  expect(document.title).toMatch(/^Unknown/);
  app.faults('');
  await app.click(button('Refresh'));
  expect(badge()).toHaveTextContent(/^Disengaged/);
});

test.each(each)(
  'toggle: %s is explained, keeps the reason, is read back, and is not repeated [AEGIS-49]',
  async (name, { fate, words, says, advice, quote }) => {
    const app = await renderApp({ faults: `toggle:${name}` });
    await openDialog(app, 'Engage', 'My reason');
    await send(app);
    const told = alert(words);
    for (const text of [says, advice, quote]) if (text) expect(told).toHaveTextContent(text);
    expect(told).toHaveTextContent(`request ${idOf(app.sent('POST', SWITCH))}`);
    expect(told).toHaveTextContent(fate === 'refused' ? 'Your reason is saved.' : 'It may have worked.');
    expect(reasonField()).toHaveValue('My reason');
    // Only reading back shows what it did (law 4).
    const engaged = await app.backend.run((db) => isEngaged(db, tenants.acme.id));
    expect(toggleDialog('Engage')).toHaveTextContent(
      fate === 'refused'
        ? 'Nothing was changed: the switch is still disengaged'
        : engaged
          ? /Engaged\. The reply was lost.*the state was read back\./
          : 'Not engaged so far',
    );
    await app.pass(30, 10);
    expect(app.sent('POST', SWITCH)).toHaveLength(1);
    app.faults('');
    if (engaged) return expect(sendButton()).toBeNull();
    await send(app);
    expect(app.sent('POST', SWITCH)).toHaveLength(2);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(badge()).toHaveTextContent(/^Engaged.*My reason/);
  },
);
