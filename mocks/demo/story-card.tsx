import { useSyncExternalStore, type ReactNode } from 'react';
import './story-card.css';
import { stories } from '../stories/stories';
import type { Step } from '../stories/story';
import type { Teller, Told } from '../stories/teller';

type CardProps = {
  teller: Teller;
  act: (work: () => Promise<void>) => void;
};

/** Leads through the story that is told, if there is one: its steps, with the current one marked. */
export function StoryCard({ teller, act }: CardProps) {
  const told = useSyncExternalStore(teller.subscribe, teller.read);
  if (!told) return null;
  const { title, steps } = stories[told.name];
  const current = steps[told.step];
  return (
    <section className="story-card" aria-label="Story">
      <div className="story-card-head">
        <h2>{title}</h2>
        <span>{`Step ${told.step + 1} of ${steps.length}`}</span>
        <button type="button" onClick={teller.leave}>
          Leave story
        </button>
      </div>
      <Steps told={told} steps={steps}>
        {current && (
          <StepButton
            step={current}
            isLast={isLast(told, steps)}
            onAct={() => act(teller.act)}
            onNext={teller.next}
          />
        )}
      </Steps>
      {/* What a person who does not see the list hears when a step is done. */}
      <p className="story-card-spoken" role="status">
        {current && `Step ${told.step + 1} of ${steps.length}: ${current.tell}`}
      </p>
    </section>
  );
}

const isLast = (told: Told, steps: readonly Step[]) => told.step === steps.length - 1;

type StepsProps = { told: Told; steps: readonly Step[]; children: ReactNode };

function Steps({ told, steps, children }: StepsProps) {
  return (
    <ol>
      {steps.map(({ tell }, index) => (
        <li key={tell} aria-current={index === told.step ? 'step' : undefined} data-done={index < told.step}>
          <p>{tell}</p>
          {index === told.step && children}
        </li>
      ))}
    </ol>
  );
}

type ButtonProps = { step: Step; isLast: boolean; onAct: () => void; onNext: () => void };

function StepButton({ step, isLast: isEnd, onAct, onNext }: ButtonProps) {
  if (step.act) {
    return (
      <button type="button" onClick={onAct}>
        {step.act.label}
      </button>
    );
  }
  if (step.done || isEnd) return null;
  return (
    <button type="button" onClick={onNext}>
      Next
    </button>
  );
}
