import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'react-router-dom';
import type { Evidence } from './evidence';
import { evidenceJson, sha256 } from './evidence-json';

/** More rows are written only when somebody says so. */
const MANY_ROWS = 1_000;

/** `digest`: undefined while it is made, null where it cannot be made. */
export type Report = { evidence: Evidence; file: string; digest?: string | null };

/** The report that is shown, if there is one. */
export function useReport() {
  const { key, state } = useLocation();
  const [asked, setAsked] = useState<{ evidence: Evidence; at: string } | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const opener = useRef<HTMLElement>(null);

  async function write(evidence: Evidence) {
    const file = evidenceJson(evidence);
    setReport({ evidence, file });
    const digest = await sha256(file);
    setReport((current) => (current?.file === file ? { ...current, digest } : current));
  }
  // A link to the history leads out of the report. The filter that is written into the address a moment later does not.
  const isOpen = asked !== null && (asked.at === key || state?.edit !== undefined);
  if (asked !== null && !isOpen) {
    setAsked(null);
    setReport(null);
  }
  return {
    /** What a report would be made of that is too long to be made unasked. */
    asked: isOpen && report === null ? asked.evidence : null,
    report: isOpen ? report : null,
    isOpen,
    open(evidence: Evidence, by: HTMLElement) {
      opener.current = by;
      setAsked({ evidence, at: key });
      setReport(null);
      if (evidence.rows.length <= MANY_ROWS) void write(evidence);
    },
    goOn: () => asked && void write(asked.evidence),
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
