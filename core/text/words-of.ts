/** What an error says to a person. Anything may be thrown. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
