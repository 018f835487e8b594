import { createContext, useContext, type Dispatch } from 'react';
import type { Toggles, TogglesEvent } from './toggles';

export type TogglesContextValue = {
  toggles: Toggles;
  dispatch: Dispatch<TogglesEvent>;
  /** Sends the toggle of the open dialog. Resolves to true when the server accepted it. */
  send: (reason: string) => Promise<boolean>;
};

export const TogglesContext = createContext<TogglesContextValue | null>(null);

/** The toggles of this console, on every page. */
export function useToggles(): TogglesContextValue {
  const value = useContext(TogglesContext);
  if (!value) throw new Error('useToggles is used outside of TogglesProvider');
  return value;
}
