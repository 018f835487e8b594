import type { Arguments } from './arguments';
import { EXIT, Stopped } from './exit-codes';
import type { Io } from './io';
import type { AskName, AskPlan } from './plans';
import { judgeReason } from '../../core/kill-switch/reason';

/**
 * Has the person confirm the command, and answers the reason. Throws `Stopped` when it is not confirmed. `host` is asked for
 * only when its name must be typed.
 */
export async function confirm(
  { confirm: kind, question }: Pick<AskPlan, 'confirm' | 'question'>,
  { command, reason, yes }: Pick<Arguments, 'reason' | 'yes'> & { command: AskName },
  { ask, err }: Io,
  host: () => Promise<string>,
): Promise<string> {
  if (kind === 'nothing') return reason ?? `exacta-guardian --${command}`;
  const notConfirmed = (why: string) =>
    new Stopped(EXIT.notConfirmed, `${why} Nothing was changed by this command.`);
  if (yes && reason !== null) return reason;
  if (!ask) {
    const missing = yes ? '--yes needs --reason TEXT.' : 'There is no terminal to ask for a confirmation.';
    throw notConfirmed(`${missing} Give both: exacta-guardian --${command} --yes --reason "WHY".`);
  }
  if (!yes && kind === 'yes') {
    const answer = await ask(question);
    if (!/^y(es)?$/i.test(answer ?? '')) throw notConfirmed('Not confirmed.');
  } else if (!yes) {
    const name = await host();
    const typed = await ask(`${question} (${name}):`);
    if (typed !== name) throw notConfirmed(`That is not the name of this host, which is ${name}.`);
  }
  if (reason !== null) return reason;
  const typed = (await ask('Reason:')) ?? '';
  if (judgeReason(typed) === null) return typed;
  err('A reason has 1 to 500 characters.');
  throw notConfirmed('No reason was given.');
}
