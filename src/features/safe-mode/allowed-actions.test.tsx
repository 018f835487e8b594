import './safe-mode-page';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { rowsOfTable, statusReads } from '../../testing/find-guardian';
import { answerWith, renderApp } from '../../testing/render-app';

test.each(['NORMAL', 'SAFE'] as const)(
  'in %s the seven allowed actions are a table, in the words of F7 [F7-71, F7-95, F7-96, F7-97, F7-98, F7-99, F7-100, F7-101, F7-102]',
  async (mode) => {
    await renderApp({ path: '/safe-mode', as: 'auditor', prepare: () => answerWith(statusReads(mode)) });
    expect(rowsOfTable('Allowed in Safe Mode').map((row) => row.slice(0, 3))).toEqual([
      ['View logs', 'Diagnose issues', 'Read-only log viewer'],
      ['Export diagnostics', 'Share with support', 'Guardian CLI --export-logs'],
      ['View project files', 'Inspect state', 'Read-only file browser'],
      ['Reset runtime policy', 'Recover from bad config', 'Guardian CLI --reset-policy'],
      ['Rollback Core', 'Recover from bad upgrade', 'Guardian CLI --rollback-core'],
      ['Verify integrity', 'Check for tampering', 'Guardian CLI --verify-integrity'],
      ['Exit application', 'Stop everything', 'UI or CLI'],
    ]);
    const part = screen.getByRole('region', { name: 'Allowed in Safe Mode' });
    expect(part).toHaveTextContent('The only actions permitted in Safe Mode.');
    expect(within(part).getAllByText(/^Recovery: /)).toHaveLength(5);
  },
);
