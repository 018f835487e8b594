import type { Action, PageEvent } from './page-event';

export type Seen = PageEvent & { page: number; context: number };
/** What the browser itself reported, whatever its pages say. */
type Heard =
  | { kind: 'wire'; action: Action; requestId: string; page?: undefined }
  | { kind: 'place'; name: string; text: string; page?: undefined };
export type Noted = Seen | Heard;
export type Of<K extends Seen['kind']> = Extract<Seen, { kind: K }>;

export type Moment = Pick<Seen, 'at' | 'ticks' | 'wall' | 'mono'>;
