import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { openDialog, reasonField, sendButton, SWITCH } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

describe('Ctrl+Enter and ⌘+Enter', () => {
  test.each(['{Control>}{Enter}{/Control}', '{Meta>}{Enter}{/Meta}'])(
    '%s send what was typed, once however often they are pressed',
    async (keys) => {
      const app = await renderApp();
      await openDialog(app, 'Engage', 'My reason');
      await app.press(`${keys}${keys}`);
      expect(app.sent('POST', SWITCH)).toHaveLength(1);
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    },
  );

  test('send nothing without a reason', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage');
    await app.press('{Control>}{Enter}{/Control}');
    expect(reasonField()).toBeInvalid();
    expect(app.sent('POST', SWITCH)).toEqual([]);
  });

  test('send nothing where the button cannot be used', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    await openDialog(app, 'Disengage', 'All clear');
    app.faults('status:503');
    await app.pass(30);
    expect(sendButton()).toHaveAttribute('aria-disabled', 'true');
    await app.press('{Control>}{Enter}{/Control}');
    expect(app.sent('DELETE', SWITCH)).toEqual([]);
    expect(reasonField()).toHaveValue('All clear');
  });

  test('send nothing while the key is only held down', async () => {
    const app = await renderApp();
    await openDialog(app, 'Engage', 'My reason');
    await app.happen(() => fireEvent.keyDown(reasonField(), { key: 'Enter', ctrlKey: true, repeat: true }));
    expect(app.sent('POST', SWITCH)).toEqual([]);
  });
});
