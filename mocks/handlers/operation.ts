import type { operations } from '../../core/contract/contract';
import type { Reply } from '../reply';
import type { Call } from './call';

/** What only the control plane answers, and the mocks do not. */
type NotMocked =
  | 'getEffect'
  | 'getCheckpoint'
  | 'getAuditBundle'
  | 'execute'
  | 'authorize'
  | 'authorizePath'
  | 'isAlive'
  | 'isReady'
  | 'getMetrics';

/** A call of the contract that the mocks answer, by its `operationId`. */
export type OperationId = Exclude<keyof operations, NotMocked>;

/** The content of a 200. */
type AnswerOf<Id extends OperationId> = operations[Id]['responses'][200]['content'] extends {
  'application/json': infer Body;
}
  ? Body
  : never;

/** The parameters in the path. */
export type ParamsOf<Id extends OperationId> = operations[Id]['parameters'] extends {
  path: infer Params extends Record<string, string>;
}
  ? Params
  : Record<never, string>;

/** The rule that answers a call, in the contract's types. A refusal is thrown. */
export type Rule<Id extends OperationId> = (
  call: Call,
  params: ParamsOf<Id>,
) => Reply<AnswerOf<Id>> | Promise<Reply<AnswerOf<Id>> | Response>;
