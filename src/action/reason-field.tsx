import { useRef, useState } from 'react';
import { checkReason, REASON_MAX } from '../lib/reason';
import { countCharacters } from '../lib/text';
import { setDraft, useDrafts } from '../stores/drafts';
import { TextAreaField } from '../ui/field';
import { textIn } from '../ui/use-field-text';

/** A reason that is being typed. The draft is kept under `draftKey` until `forget` is called (law 6). */
export function useReason(draftKey: string) {
  const draft = useDrafts((drafts) => drafts[draftKey] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  return {
    draft,
    problem,
    inputRef,
    type: (text: string) => setDraft(draftKey, text),
    /** Stores the present text of the field, for example when the dialog closes. */
    keep: () => setDraft(draftKey, textIn(inputRef, draft)),
    forget: () => setDraft(draftKey, ''),
    /** The reason as it will be sent. Null when it is not valid; the field then shows why. */
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
  /** The place where the server keeps the reason, as the hint of the field names it. */
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
