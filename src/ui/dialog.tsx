import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

type DialogProps = {
  title: string;
  children: ReactNode;
  /** Left out while the dialog must stay open, for example while a toggle is under way. */
  onClose?: (() => void) | undefined;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** A modal dialog. It is open as long as it is rendered, and returns the focus to where it was before. */
export function Dialog({ title, children, onClose, onKeyDown }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Layout effect: the clean-up must close the dialog while it is still in the document, or focus is not returned.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      // A second Escape closes a dialog whatever `cancel` answers; only `closedby` prevents it.
      {...{ closedby: onClose ? 'closerequest' : 'none' }}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={() => {
        // StrictMode's extra clean-up queues a `close` event that arrives when the dialog is open again.
        if (!ref.current?.open) onClose?.();
      }}
      className="sheet"
    >
      <h2 id={titleId} className="text-title font-semibold">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
