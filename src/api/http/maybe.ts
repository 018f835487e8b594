import { boolean, exactOptional, nullable, number, record, string, unknown } from 'valibot';

// A member that a server may leave out or send as null. Shared by the validators of all systems.

export const maybeText = exactOptional(nullable(string()));
export const maybeNumber = exactOptional(nullable(number()));
export const maybeBoolean = exactOptional(nullable(boolean()));
export const maybeRecord = exactOptional(nullable(record(string(), unknown())));
