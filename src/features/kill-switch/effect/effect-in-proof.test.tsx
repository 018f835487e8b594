import { HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { effectWith, withEffect } from '../../../testing/effect';
import { announced, button, openDialog, report } from '../../../testing/find';

describe('Proof', () => {
  test('has the real gateways in the place of the five seconds, and announces that all confirmed [AEGIS-46]', async () => {
    const { app, answers, engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'confirmed', 'eu-2': 'pending' }));
    expect(report()).toHaveTextContent('1 of 2 gateways confirmed.');
    expect(report()).toHaveTextContent('eu-2: not confirmed yet');
    expect(report()).toHaveTextContent('also pause traffic at the load balancer');
    expect(report()).not.toHaveTextContent(/workers pick it up|had time/);
    answers.now = effectWith({ 'eu-1': 'confirmed', 'eu-2': 'confirmed' });
    await app.pass(1, 1);
    expect(report()).toHaveTextContent('2 of 2 gateways confirmed in 180 ms.');
    expect(announced('polite')).toContain('2 of 2 gateways confirmed in 180 ms.');
  });

  test('keeps that all have confirmed, also when the newest answer is lost', async () => {
    const { app, answers, engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'confirmed' }));
    answers.now = HttpResponse.json({ detail: 'down' }, { status: 500 });
    await app.pass(5);
    await app.click(button('Refresh'));
    expect(report()).toHaveTextContent('1 of 1 gateway confirmed in 180 ms.');
  });

  test('has them in the text for the incident channel', async () => {
    const { app, engage } = await withEffect();
    const copy = vi.spyOn(navigator.clipboard, 'writeText');
    await engage(effectWith({ 'eu-1': 'confirmed', 'eu-2': 'refusing' }));
    await app.click(button('Copy for the incident channel'));
    const [text = ''] = copy.mock.lastCall ?? [];
    expect(text).toContain('[not confirmed] 1 of 2 gateways confirmed.');
    expect(text).toContain('[not confirmed] Gateway eu-2: silent since 09:00:01 UTC');
    expect(text).toContain('[confirmed] 0 calls allowed and 214 refused by gateways that knew of it.');
    expect(text).not.toContain('had time');
  });
});

test('the dialog of a Disengage says what the engagement has refused so far', async () => {
  const { app, engage } = await withEffect();
  await engage(effectWith({ 'eu-1': 'confirmed' }));
  expect(await openDialog(app, 'Disengage')).toHaveTextContent(
    'Refused since214 agents’ calls: billing-agent 209, inbox-agent 5',
  );
});
