/** The demo's passwords are public: they are kept as they are. */
export const passwordHashOf = (password: string): string => `demo:${password}`;
