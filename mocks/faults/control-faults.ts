import { refusePlain } from '../../core/http/reply';
import { toWire } from '../wire';
import type { Misbehaviour, Service } from './misbehave';

export const controlOff: Misbehaviour = async (asked, service, next) =>
  asked.path.startsWith('/control/') ? toWire(refusePlain(404, 'Not Found')) : next(asked, service);

/** Processes that stop in another way than they were asked to. */
const stopping =
  (stop: Service['stop']): Misbehaviour =>
  (asked, service, next) =>
    next(asked, { ...service, stop });

export const stopFails = stopping(() => []);
export const stopHalfSucceeds = stopping((pids) => pids.slice(0, 1));
