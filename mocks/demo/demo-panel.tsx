import { useId, useState } from 'react';
import './demo-panel.css';
import type { Backend } from '../backend';
import { STORY_NAMES, type StoryName } from '../stories/stories';
import { openStory } from './demo-actions';
import { DemoMore } from './demo-more';

type PanelProps = {
  backend: Backend;
  message: string;
  act: (work: () => Promise<string | void>) => void;
  startsOpen: boolean;
};

/** The stories, and under More everything else that can be done with the backend in this browser. */
export function DemoPanel({ backend, message, act, startsOpen }: PanelProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  const body = useId();
  return (
    <section className="demo-panel" aria-label="Demo controls">
      <button type="button" aria-expanded={isOpen} aria-controls={body} onClick={() => setOpen(!isOpen)}>
        Demo
      </button>
      <div id={body} className="demo-panel-body" hidden={!isOpen}>
        <p role="status">{message}</p>
        <fieldset className="demo-panel-stories">
          <legend>Stories of 30 seconds</legend>
          {STORY_NAMES.map((name) => (
            <button key={name} type="button" onClick={() => openStory(name)}>
              {buttons[name]}
            </button>
          ))}
        </fieldset>
        <details>
          <summary>More</summary>
          <DemoMore backend={backend} act={act} />
        </details>
      </div>
    </section>
  );
}

/** What a visitor does to the deployment. */
const buttons: Record<StoryName, string> = {
  'lost-answer': 'Lose the answer',
  'second-operator': 'Second operator',
  'network-down': 'Pull the network',
  'tampered-row': 'Tamper a row',
  'forged-signature': 'Forge a signature',
  'kill-file': 'Drop a KILL file',
};
