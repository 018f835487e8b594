/**
 * Where a dialog stands now that it stood at `before`. What was decided on is gone for good, and what was read back stays
 * read back, whatever the state becomes later (law 5); a reading that goes on failing is told once (law 10).
 */
export function nextStage<Stage extends string>(before: Stage, derived: Stage): Stage | 'overtaken' {
  if (before === 'overtaken' || before === 'took-effect') return before;
  // It was refused and read back as it was: what changed later is somebody else's doing.
  if (before === 'unchanged' && derived === 'took-effect') return 'overtaken';
  return before === 'unreadable' && derived === 'reading-back' ? before : derived;
}
