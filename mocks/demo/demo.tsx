import { useState } from 'react';
import './demo.css';
import type { Backend } from '../backend';
import type { Teller } from '../stories/teller';
import { becomePersona } from './demo-actions';
import { DemoEntrance } from './demo-entrance';
import { DemoPanel } from './demo-panel';
import { LiveAgents } from './live-agents';
import { StoryCard } from './story-card';
import type { TrafficWatch } from './traffic-watch';

type DemoProps = {
  backend: Backend;
  teller: Teller;
  watch: TrafficWatch;
  /** Lets the agents call until now. */
  pass: () => Promise<unknown>;
  notice: string | null;
};

/** The demo's own parts of the page. They stand above the console, and never over it. */
export function Demo({ backend, teller, watch, pass, notice }: DemoProps) {
  const [message, setMessage] = useState(notice ?? '');
  const act = (work: () => Promise<string | void>) => {
    work().then(
      (told) => setMessage(told ?? ''),
      (error: unknown) => setMessage(String(error)),
    );
  };
  return (
    <>
      <div className="demo-bar">
        <LiveAgents watch={watch} pass={pass} />
        <DemoPanel backend={backend} message={message} act={act} startsOpen={notice !== null} />
      </div>
      <StoryCard teller={teller} act={act} />
      <DemoEntrance onEnter={(person) => act(() => becomePersona(backend, person))} />
    </>
  );
}
