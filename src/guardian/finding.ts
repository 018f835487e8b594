import type { MessageTone } from '../ui/message';

/** What reading tells of something that was done, and how grave that is. */
export type Finding = { tone: MessageTone; text: string };
