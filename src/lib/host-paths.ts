/** The path of the KILL file that stops Core, on the Guardian's host (F7 §2). */
export const KILL_FILE = 'C:\\ProgramData\\Exacta\\KILL';
