import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Evidence } from './evidence';
import { evidenceJson, sha256 } from './evidence-json';

/** More rows are written only when somebody says so. */
export const MANY_ROWS = 1_000;

/** `digest`: undefined while it is made, null where it cannot be made. */
export type Report = { evidence: Evidence; file: string; digest?: string | null };

/** The report that is shown, if there is one. */
export function useReport() {
  const [asked, setAsked] = useState<Evidence | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const opener = useRef<HTMLElement>(null);

  async function write(evidence: Evidence) {
    const file = evidenceJson(evidence);
    setReport({ evidence, file });
    const digest = await sha256(file);
    setReport((current) => (current?.file === file ? { ...current, digest } : current));
  }
  return {
    /** What a report would be made of that is too long to be made unasked. */
    asked: report === null ? asked : null,
    report,
    isOpen: asked !== null,
    open(evidence: Evidence, by: HTMLElement) {
      opener.current = by;
      setAsked(evidence);
      if (evidence.rows.length <= MANY_ROWS) void write(evidence);
    },
    goOn: () => asked && void write(asked),
    close() {
      // The button that opened the report can have the focus only once it is visible again.
      flushSync(() => {
        setAsked(null);
        setReport(null);
      });
      opener.current?.focus();
    },
  };
}
