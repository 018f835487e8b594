import { lazy, type ComponentType } from 'react';

/** A component in a script of its own, which nothing else needs: where that script is lost, nothing is in its place. */
export function optional<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(() => load().catch((): { default: ComponentType<Props> } => ({ default: () => null })));
}
