import { useRef, useState } from 'react';
import { checkReason, REASON_MAX } from '../lib/reason';
import { countCharacters } from '../lib/text';
import { setDraft, useDrafts } from '../stores/drafts';
import { TextAreaField } from '../ui/field';
import { textIn } from '../ui/use-field-text';

/** A reason that is being typed. It is kept under its key until it is forgotten (law 6). */
export function useReason(draftKey: string) {
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  return {
    draft,
    problem,
    inputRef,
    type: (text: string) => setDraft(draftKey, text),
    /** Keeps what is in the field now, as when the dialog closes. */
    keep: () => setDraft(draftKey, textIn(inputRef, draft)),
    forget: () => setDraft(draftKey, ''),
    /** The reason as it will be sent; null when it cannot be, which the field then says. */
    check(): string | null {
      const typed = textIn(inputRef, draft);
      setDraft(draftKey, typed);
      const check = checkReason(typed);
      setProblem(check.ok ? null : check.problem);
      return check.ok ? check.reason : null;
    },
  };
}

type ReasonFieldProps = {
  reason: ReturnType<typeof useReason>;
  /** Where the reason is kept, for everybody to read. */
  keptIn: string;
  readOnly: boolean;
};

export function ReasonField({ reason, keptIn, readOnly }: ReasonFieldProps) {
  return (
    <TextAreaField
      label="Reason"
      hint={`Required. It is kept in ${keptIn} under your name.`}
      counter={`${countCharacters(reason.draft)} of ${REASON_MAX}`}
      value={reason.draft}
      error={reason.problem}
      readOnly={readOnly}
      initialFocus
      inputRef={reason.inputRef}
      onChange={reason.type}
    />
  );
}
