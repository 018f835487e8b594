import type { ReactNode } from 'react';
import { toneOf } from '../../action/finding';
import { Findings, Report } from '../../action/report';
import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { Evidence } from '../evidence';
import type { Done } from '../use-send-to-guardian';
import { useReadBack } from '../use-read-back';
import { acknowledgeFindings } from './acknowledge-findings';

type AcknowledgeReportProps = {
  done: Done<GuardianStatus>;
  /** How to go on from here. */
  next: ReactNode;
  onClose: () => void;
};

export function AcknowledgeReport({ done: { sent }, next, onClose }: AcknowledgeReportProps) {
  const { findings } = useReadBack(sent, acknowledgeFindings);
  return (
    <Report
      name="Result of Acknowledge kill"
      tone={toneOf(findings)}
      title="Accepted: acknowledge the kill."
      onClose={onClose}
    >
      <Findings findings={findings} />
      <div>{next}</div>
      <Evidence sent={sent} />
    </Report>
  );
}
