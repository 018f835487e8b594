import { Suspense } from 'react';
import type { ComfortsProps } from '../features/comforts/comforts';
import { optional } from '../lib/optional';

const Comforts = optional(() => import('../features/comforts/comforts'));

/** The place of the comforts. Their code is asked for only after Engage is ready. */
export function ComfortsSlot(facts: ComfortsProps) {
  return facts.state?.kind === 'checking' ? null : (
    <Suspense fallback={null}>
      <Comforts {...facts} />
    </Suspense>
  );
}
