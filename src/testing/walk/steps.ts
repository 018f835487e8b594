import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import type { FaultName, FaultTarget } from '../../../mocks/faults/fault-names';
import { personas } from '../../../mocks/seeds/personas';
import { signInAs } from '../find';
import type { App } from '../render-app';
import type { createWitness } from './witness';

type Action = 'Engage' | 'Disengage';

/** What a walk remembers about the actions of the operator. */
export type Model = {
  /** How often a confirm button was pressed. */
  presses: number;
  /** The typed text in each dialog's field. */
  typed: Record<Action, string>;
};
type Real = { app: App; witness: ReturnType<typeof createWitness> };
type Step = fc.AsyncCommand<Model, Real>;

const dialogOf = (action: Action) => screen.queryByRole('dialog', { name: `${action} kill switch` });
const inDialog = (): Action | null => (['Engage', 'Disengage'] as const).find(dialogOf) ?? null;
const field = () => screen.queryByRole<HTMLTextAreaElement>('textbox', { name: 'Reason' });
const lever = (name: Action) => (inDialog() ? null : screen.queryByRole('button', { name }));
const sender = () => screen.queryByRole('button', { name: /^(Engage|Disengage) kill switch$|^Sending/ });

/** A step that is always possible. When there is nothing to do it on, it does nothing. */
function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real);
      holds(model, real);
    },
    toString: () => name,
  };
}

/** What must be true after every step, whatever the operator and the server did. */
function holds(model: Model, { witness }: Real) {
  const says = screen.queryByRole('status', { name: 'Kill switch status' })?.textContent ?? '';
  if (says.startsWith('Disengaged') || document.title.startsWith('Disengaged')) {
    expect(witness.mayBeGreen(), `green without knowing: “${says}”, “${document.title}”`).toBe(true);
  }
  expect(witness.toggles.length, 'toggles that nobody asked for').toBeLessThanOrEqual(model.presses);
  const action = inDialog();
  if (!action || field()?.value === model.typed[action]) return;
  // Only a draft that a server accepted, or may have accepted, is no longer kept.
  const taken = witness.toggles.some(
    ({ reason, refused }) => reason === model.typed[action].trim() && !refused,
  );
  expect(taken, `the typed reason was lost: “${model.typed[action]}”`).toBe(true);
}

const open = (action: Action) =>
  step(`open ${action}`, async (_model, { app }) => {
    const button = lever(action);
    if (button) await app.click(button);
  });

const type = fc.constantFrom('Runaway agent', '  ', '\u202Eevil', 'x'.repeat(501), 'Drill 7').map((text) =>
  step(`type ${JSON.stringify(text.slice(0, 20))}`, async (model, { app }) => {
    const action = inDialog();
    const area = field();
    if (!action || !area || area.readOnly) return;
    await app.fill(area, text);
    model.typed[action] = text;
  }),
);

const confirm = fc.boolean().map((twice) =>
  step(twice ? 'confirm twice' : 'confirm', async (model, { app }) => {
    const button = sender();
    if (!button) return;
    model.presses += 1;
    await (twice ? app.doubleClick(button) : app.click(button));
  }),
);

const throwLever = fc.constantFrom('Engage' as const, 'Disengage' as const).map((action) =>
  step(`throw the lever: ${action}`, async (model, { app }) => {
    const button = lever(action);
    if (!button || button.getAttribute('aria-disabled')) return;
    await app.click(button);
    const area = field();
    if (!area) return;
    await app.fill(area, 'Because');
    model.typed[action] = 'Because';
    const send = sender();
    if (!send) return;
    model.presses += 1;
    await app.click(send);
  }),
);

const close = step('close', async (_model, { app }) => {
  const button = screen.queryByRole('button', { name: /^(Cancel|Close)$/ });
  if (button && inDialog()) await app.click(button);
});

const pass = fc
  .constantFrom(1, 4, 12, 31, 50)
  .map((seconds) => step(`pass ${seconds} s`, (_model, { app }) => app.pass(seconds, 10)));

const faults: FaultName[] = [
  'slow',
  'hang',
  'offline',
  '403',
  '429',
  '500',
  '504',
  'html',
  '504-but-done',
  'offline-but-done',
  'empty-body',
  'truncated',
  'wrong-shape',
  'other-tenant',
  'redacted-tenant',
  'stale-replica',
  'reason-ignored',
  'no-engaged-at',
  'disengage-reverts',
  'audit-lag',
];
const targets: FaultTarget[] = ['any', 'status', 'toggle', 'history', 'guardian'];

const misbehave = fc.tuple(fc.constantFrom(...targets), fc.constantFrom(...faults)).map(([target, fault]) =>
  step(`${target}:${fault}`, async (_model, { app }) => {
    app.backend.faults.set(target, fault);
    await app.settle();
  }),
);

const behave = step('no faults', async (_model, { app }) => {
  app.backend.faults.clear();
  await app.settle();
});

const elsewhere = fc.constantFrom('engage' as const, 'disengage' as const).map((action) =>
  step(`elsewhere ${action}`, async (_model, { app }) => {
    // The other console is also refused when the state is already the requested one.
    await app.elsewhere('security', action, 'From another desk').catch(() => undefined);
    await app.settle();
  }),
);

const clockJump = fc.constantFrom(-7_200_000, -60_000, 60_000, 7_200_000).map((ms) =>
  step(`device clock ${ms / 1_000} s`, async (_model, { app }) => {
    vi.setSystemTime(Date.now() + ms);
    // The page reads the clock once a second.
    await app.pass(1);
  }),
);

const happens = fc
  .constantFrom('focus', 'online', 'pageshow', 'visibilitychange')
  .map((name) => step(name, (_model, { app }) => app.happen(() => window.dispatchEvent(new Event(name)))));

const refresh = step('Refresh', async (_model, { app }) => {
  const button = inDialog() ? null : screen.queryByRole('button', { name: 'Refresh' });
  if (button) await app.click(button);
});

const signInAgain = step('sign in again', async (_model, { app }) => {
  if (screen.queryByRole('button', { name: 'Sign in' })) {
    await signInAs(app, { password: personas.admin.password });
  }
});

/** Random walks: what an operator may do, what a server may do to them, and time. */
export const walks = fc.commands(
  [
    fc.constant(open('Engage')),
    fc.constant(open('Disengage')),
    type,
    confirm,
    throwLever,
    throwLever,
    fc.constant(close),
    pass,
    pass,
    misbehave,
    fc.constant(behave),
    elsewhere,
    clockJump,
    happens,
    fc.constant(refresh),
    fc.constant(signInAgain),
    fc.constant(signInAgain),
  ],
  { size: 'max', maxCommands: 20 },
);
