import { screen, within } from '@testing-library/react';
import type { Backend } from '../../mocks/backend';
import { GUARDIAN } from './find-guardian';
import { renderApp, type App } from './render-app';

// Helpers for tests of how a host leaves Safe Mode.

export const HOST = 'acme-agents-01';
export const EXIT = `${GUARDIAN}/safe-mode/exit`;

/** The requests to leave Safe Mode, oldest first. */
export const posts = (app: App) => app.sent('POST', EXIT).map(({ body }) => JSON.parse(body ?? ''));

export const exitDialog = () => screen.queryByRole('dialog', { name: 'Exit Safe Mode' });

export const crashLoop = (backend: Backend) => backend.host.crash(3);

/** The console at /safe-mode, for a host that entered Safe Mode by itself. */
export const inSafeMode = (prepare: (backend: Backend) => unknown = crashLoop) =>
  renderApp({ path: '/safe-mode', prepare });

/** The three checks as a person reads them. */
export const exitChecks = () =>
  within(exitDialog() ?? document.body)
    .getAllByText(/^(passed|failed|unknown|checking…)$/)
    .map((word) => word.textContent);
