import { render } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, test, vi } from 'vitest';
import { toggleRow } from '../../../testing/answers';
import { ToggleTable } from './toggle-table';

const rows = ['a', 'b', 'c'].map((id) => toggleRow({ id }));
const me = { tenantId: 'acme', role: 'ADMIN', email: 'ada@acme.example', id: null, fullName: null };

const table = (openRow: (typeof rows)[number] | null, follow: number | null) => (
  <MemoryRouter>
    <ToggleTable
      {...{ rows, me, openRow, follow }}
      now={0}
      lengthOf={() => ''}
      nameOf={({ id }) => id}
      onOpen={() => {}}
    />
  </MemoryRouter>
);

test('the open row is scrolled into view, again while arriving rows move it, and not after that', () => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
  const [row = null] = rows;
  const { rerender } = render(table(row, 3));
  expect(scrolled).toHaveBeenCalledTimes(1);
  rerender(table(row, 3));
  expect(scrolled).toHaveBeenCalledTimes(1);
  rerender(table(row, 7));
  expect(scrolled).toHaveBeenCalledTimes(2);
  // The last rows have arrived.
  rerender(table(row, null));
  expect(scrolled).toHaveBeenCalledTimes(3);
  rerender(table(row, null));
  expect(scrolled).toHaveBeenCalledTimes(3);
});
