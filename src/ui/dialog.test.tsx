import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, test, vi } from 'vitest';
import { Button } from './button';
import { Dialog } from './dialog';

// Focus traps and Escape are the browser's part, and e2e tests check them. These tests check what this component asks of the
// browser.

const dialog = () => screen.getByRole('dialog', { name: 'Are you sure?' });

function show(onClose?: () => void) {
  const page = (open: boolean) => (
    <StrictMode>
      <Button>Opener</Button>
      {open && (
        <Dialog title="Are you sure?" onClose={onClose}>
          <Button>Inside</Button>
        </Dialog>
      )}
    </StrictMode>
  );
  const view = render(page(false));
  screen.getByRole('button', { name: 'Opener' }).focus();
  view.rerender(page(true));
  return { close: () => view.rerender(page(false)) };
}

const cancel = () => {
  const event = new Event('cancel', { cancelable: true });
  dialog().dispatchEvent(event);
  return event;
};

test('a dialog is open and modal as long as it is rendered, with its title as its name', () => {
  const modal = vi.spyOn(HTMLDialogElement.prototype, 'showModal');
  const { close } = show();
  expect(modal).toHaveBeenCalled();
  expect(dialog()).toHaveAttribute('open');
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('Are you sure?');
  close();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('a dialog returns the focus to where it came from', () => {
  const { close } = show();
  screen.getByRole('button', { name: 'Inside' }).focus();
  close();
  expect(screen.getByRole('button', { name: 'Opener' })).toHaveFocus();
});

test('the owner of a dialog decides whether Escape closes it', () => {
  const onClose = vi.fn();
  show(onClose);
  expect(dialog()).toHaveAttribute('closedby', 'closerequest');
  expect(cancel().defaultPrevented).toBe(true);
  expect(onClose).toHaveBeenCalledOnce();
  expect(dialog()).toHaveAttribute('open');
});

test('a dialog that must stay open cannot be closed, even by a second Escape', () => {
  show();
  expect(dialog()).toHaveAttribute('closedby', 'none');
  expect(cancel().defaultPrevented).toBe(true);
  expect(dialog()).toHaveAttribute('open');
});

test('a dialog ignores a late `close` event while it is open', () => {
  const onClose = vi.fn();
  show(onClose);
  const element = dialog();
  element.dispatchEvent(new Event('close'));
  expect(onClose).not.toHaveBeenCalled();
  // The browser closed it, whatever the handler did: then it must not stay rendered as if it were open.
  element.removeAttribute('open');
  element.dispatchEvent(new Event('close'));
  expect(onClose).toHaveBeenCalledOnce();
});
