import type { paths } from '../../src/api/contract';
import type { Download, Reply } from '../reply';
import type { Call } from './call';

export type Path = keyof paths;
type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** What a 200 holds: a file where the contract offers one, and JSON everywhere else. */
type Answer<Operation> = Operation extends { responses: { 200: { content: infer Content } } }
  ? Content extends { 'application/gzip': unknown }
    ? Download
    : Content extends { 'application/json': infer Body }
      ? Body
      : never
  : never;

export type Rule<Body> = (call: Call) => Reply<Body> | Promise<Reply<Body>>;

/** A rule for each method that the contract gives a path; refusals are thrown. */
type Route<P extends Path> = {
  [M in Method as paths[P][M] extends object ? M : never]: Rule<Answer<paths[P][M]>>;
};

/** Every path of the contract: one without rules does not compile. */
export type Routes = { [P in Path]: Route<P> };
