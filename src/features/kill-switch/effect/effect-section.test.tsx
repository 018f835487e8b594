import { screen, within } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { at, before, effectWith, withEffect } from '../../../testing/effect';
import { badge, button, openDialog, report, send, SWITCH } from '../../../testing/find';
import { renderApp } from '../../../testing/render-app';

const region = () => screen.getByRole('region', { name: 'Effect' });
const noRegion = () => screen.queryByRole('region', { name: 'Effect' });
const leaked = { request_id: 'r-77', agent: 'billing-agent', tool: 'refund', gateway: 'eu-2' };

describe('the region Effect', () => {
  test('has the gateways that confirmed, the calls refused since, and no call that leaked', async () => {
    const { engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'confirmed', 'eu-2': 'confirmed', 'us-1': 'confirmed' }));
    expect(region()).toHaveTextContent('3 of 3 gateways confirmed in 180 ms.');
    expect(region()).toHaveTextContent(
      'Agents’ calls refused since2140 calls allowed by gateways that knew of it',
    );
    expect(region()).toHaveTextContent('billing-agent: 209 refused');
    expect(region()).toHaveTextContent('No call was allowed after the engage.');
    expect(within(region()).queryByRole('list', { name: 'Gateways not confirmed' })).toBeNull();
  });

  test('names each gateway that has not confirmed, and each call that leaked', async () => {
    const { engage } = await withEffect();
    const items = [{ ...leaked, allowed_at: at(50) }];
    await engage(
      effectWith(
        { 'eu-1': 'confirmed', 'eu-2': 'refusing', 'us-1': 'pending', old: 'gone' },
        { leaked: { items, complete: false } },
      ),
    );
    expect(region()).toHaveTextContent('1 of 3 gateways confirmed.');
    const others = within(region()).getByRole('list', { name: 'Gateways not confirmed' });
    expect(
      within(others)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      'eu-2: silent since 09:00:01 UTC; it refuses all calls by itself',
      'us-1: not confirmed yet, last seen 09:00:01 UTC',
      'old: stopped, last seen 09:00:01 UTC',
    ]);
    expect(region()).toHaveTextContent('1 call was allowed after the engage, before every gateway knew.');
    expect(region()).toHaveTextContent('There may be more.');
    expect(region()).toHaveTextContent('billing-agent: refund09:00:01.050 UTC at eu-2, request r-77');
  });

  test('is asked every second until all have settled, and then with the usual poll', async () => {
    const { app, answers, asked, engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'pending' }));
    const first = asked();
    await app.pass(4, 1);
    expect(asked()).toBe(first + 4);
    answers.now = effectWith({ 'eu-1': 'confirmed' });
    await app.pass(1, 1);
    expect(region()).toHaveTextContent('1 of 1 gateway confirmed');
    const settled = asked();
    await app.pass(4, 1);
    expect(asked()).toBe(settled);
  });

  test('is no longer asked every second when 15 s have passed', async () => {
    const { app, asked, engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'pending' }));
    await app.pass(16, 1);
    const after = asked();
    await app.pass(2, 1);
    expect(asked()).toBe(after);
  });

  test('never shows an answer about an older toggle for a newer one (law 7)', async () => {
    const { engage } = await withEffect();
    expect(region()).toHaveTextContent('1 of 1 gateway confirmed.');
    await engage(before);
    expect(badge()).toHaveTextContent(/^Engaged/);
    expect(region()).toHaveTextContent('Asking the gateways…');
    expect(region()).not.toHaveTextContent('confirmed');
  });

  test.each([
    ['an error', () => HttpResponse.json({ detail: 'down' }, { status: 500 })],
    ['an answer of another shape', () => HttpResponse.json({ success: true, data: { epoch: 9 } })],
  ])('tells an old answer as old after %s, in no colour (law 1)', async (_, broken) => {
    const { app, answers, engage } = await withEffect();
    await engage(effectWith({ 'eu-1': 'confirmed' }));
    answers.now = broken();
    await app.pass(5);
    await app.click(button('Refresh'));
    expect(region()).toHaveTextContent(/Unknown — last answered \d+ s ago/);
    expect(region()).toHaveTextContent('It said: engaged. 1 of 1 gateway confirmed in 180 ms.');
    expect(region().querySelector('.text-clear')).toBeNull();
  });
});

describe('a server without an effect', () => {
  test.each([404, 403])('that answers %i is not asked again in this session', async (status) => {
    const { app, answers, asked } = await withEffect();
    answers.now = HttpResponse.json({ detail: 'no' }, { status });
    await app.goTo('/recovery');
    const known = asked();
    await app.goTo('/kill-switch');
    await app.pass(60, 10);
    expect(asked()).toBe(known + 1);
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    await app.pass(20);
    expect(asked()).toBe(known + 1);
  });

  test('that counts no epochs is never asked, and all is as it was', async () => {
    const app = await renderApp({ backend: { controlPlane: false } });
    await openDialog(app, 'Engage', 'A loop');
    await send(app);
    expect(noRegion()).toBeNull();
    expect(report()).toHaveTextContent('Gateway workers pick it up');
    expect(app.sent('GET', `${SWITCH}/effect`)).toEqual([]);
  });
});
