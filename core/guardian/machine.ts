import type { RefusedCalls } from '../hosts/refused-calls';
import type { Reply, RefusalBody } from '../http/reply';
import * as acts from './actions';
import * as core from './core-process';
import { append, becomeSafe, draftOf, endCore, settle, type Draft, type Effect } from './draft';
import { begin, found, recoverMode, type Findings, type Start } from './findings';
import type { ApprovalRecord, GuardianState, Look, Policy, Polled } from './state';
import { callsRefused } from './refused-calls';
import { look, trip } from './watch';

type Act = acts.Act;
type Refusal = Reply<RefusalBody> | null;

/** Everything that can happen to a Guardian, with what is told of it. */
interface Inputs {
  /** It has looked at everything, and begins, or begins again. */
  started: Start;
  /** A command works on the files of a Guardian that does not run. */
  opened: Pick<Start, 'lost' | 'logged'>;
  look: { code: Polled; look: Look };
  findings: { findings: Findings };
  'start-safe': { operator: string };
  /** The Guardian is about to end by itself. */
  stopping: object;
  'core-started': { children: number };
  'core-not-started': { why: string };
  'core-counted': { children: number };
  /** Core's first process is gone, and all of its tree. */
  'core-gone': { detail: string };
  /** It has been running for ten minutes. */
  'core-healthy': object;
  /** Core proposes this version. */
  upgrade: { version: string; verified: boolean };
  'health-check-failed': { why: string };
  'write-failed': { why: string };
  written: object;
  /** The tenant's audit log has every event up to this one. */
  delivered: { upTo: string };
  /** What the gateways have refused to agents that belong to this host. */
  'calls-refused': { calls: readonly RefusedCalls[] };
  enter: { act: Act };
  acknowledge: { act: Act };
  'ask-exit': { act: Act };
  /** The record is signed, and its event is durable under this id. */
  exit: { act: Act; record: ApprovalRecord; event: string };
  /** The backup was compared, and the factory settings are written. */
  'policy-reset': { act: Act; backup: string; policy: Policy };
  /** This retained version was verified just now, and is the current one. */
  'rolled-back': { act: Act; version: string };
}
type InputType = keyof Inputs;
export type Input = { [Type in InputType]: { type: Type } & Inputs[Type] }[InputType];

export interface Step {
  state: GuardianState;
  /** In the order in which they are carried out; killing waits for nothing. */
  effects: Effect[];
  /** Why a person's action was refused; null for everything else. */
  refusal: Refusal;
}

function apply(draft: Draft, input: Input): Refusal {
  const { state } = draft;
  switch (input.type) {
    case 'started':
      begin(draft, input);
      return null;
    case 'opened':
      recoverMode(draft, input);
      return null;
    case 'look':
      look(draft, input.code, input.look);
      return null;
    case 'findings':
      found(draft, input.findings);
      return null;
    case 'start-safe':
      trip(draft, 'startup_flag', `${input.operator} started it in Safe Mode`);
      return null;
    case 'stopping':
      endCore(draft);
      append(draft, {
        kind: 'integrity',
        outcome: 'STOPPED',
        actor: 'Guardian',
        message: 'Guardian stopped',
      });
      return null;
    case 'core-started':
      core.coreStarted(draft, input.children);
      return null;
    case 'core-not-started':
      core.coreNotStarted(draft, input.why);
      return null;
    case 'core-counted':
      if (state.core.process !== 'none') state.core.children = input.children;
      return null;
    case 'core-gone':
      core.coreGone(draft, input.detail);
      return null;
    case 'core-healthy':
      core.coreHealthy(draft);
      return null;
    case 'upgrade':
      core.upgrade(draft, input.version, input.verified);
      return null;
    case 'health-check-failed':
      core.undoUpgrade(draft, input.why);
      return null;
    case 'write-failed':
      state.writeFailure = input.why;
      becomeSafe(draft, `writing failed: ${input.why}`);
      return null;
    case 'written':
      state.writeFailure = null;
      return null;
    case 'delivered':
      state.delivered = input.upTo;
      return null;
    case 'calls-refused':
      callsRefused(draft, input.calls);
      return null;
    case 'enter':
      return acts.enterSafeMode(draft, input.act);
    case 'acknowledge':
      return acts.acknowledgeKill(draft, input.act);
    case 'ask-exit':
      return acts.askExit(draft, input.act);
    case 'exit':
      return acts.exitSafeMode(draft, input.act, input.record, input.event);
    case 'policy-reset':
      acts.resetPolicy(draft, input.act, input.backup, input.policy);
      return null;
    case 'rolled-back':
      return acts.rollBackCore(draft, input.act, input.version);
  }
}

/** The rules of a Guardian: what follows from `input` at `at` (ms since the epoch). It changes nothing itself. */
export function step(before: GuardianState, input: Input, at: number): Step {
  const draft = draftOf(before, at);
  const refusal = apply(draft, input);
  settle(draft);
  return { state: draft.state, effects: draft.effects, refusal };
}
