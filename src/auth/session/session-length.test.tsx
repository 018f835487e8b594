import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { personas } from '../../../mocks/seeds/personas';
import { badge, signInAs } from '../../testing/find';
import { answerWith, renderApp } from '../../testing/render-app';

const ada = personas.admin;

describe('a session whose length the server does not sensibly tell', () => {
  const grant = (expiresIn: unknown) =>
    HttpResponse.json({
      success: true,
      data: {
        access_token: '***JWT_REDACTED***',
        token_type: 'bearer',
        ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
        tenant_id: ada.tenantId,
        role: 'ADMIN',
      },
    });

  test.each([0, -1, 0.5, 29, 1e12, '900', null, undefined])(
    'as %j s ends when the server says so, and nobody is asked for a password before',
    async (expiresIn) => {
      const app = await renderApp({ as: null });
      await app.backend.signInAs('admin');
      answerWith(http.post('*/auth/token', () => grant(expiresIn)));
      await signInAs(app, ada);
      expect(badge()).toBeVisible();
      await app.pass(35, 5);
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
      expect(screen.queryByRole('region', { name: 'Session' })).not.toBeInTheDocument();
    },
  );
});
