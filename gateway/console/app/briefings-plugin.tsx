import { type GraphiQLPlugin, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { briefings } from './briefing-catalogue.ts';
import type { Briefing } from './briefing.ts';
import { useRunBriefing } from './run-briefing.ts';

/** GraphiQL's sidebar entry with the curated questions, each run by one button. */
export const BRIEFINGS_PLUGIN: GraphiQLPlugin = {
  title: 'Briefings',
  icon: BriefingsIcon,
  content: BriefingsPanel,
};

function BriefingsPanel() {
  const run = useRunBriefing();
  const isFetching = useGraphiQL((state) => state.isFetching);
  const [last, setLast] = useState<Briefing>();
  return (
    <div className="briefings">
      <h2>Briefings</h2>
      <p className="quiet">Ready-made questions across the agencies. Run one, then change it as you like.</p>
      <ol>
        {briefings.map((briefing) => (
          <li key={briefing.name} className={briefing === last ? 'briefing last' : 'briefing'}>
            <p>{briefing.question}</p>
            <div className="briefing-foot">
              <span className="quiet">{briefing.agencies.join(' · ')}</span>
              <button
                type="button"
                disabled={!run}
                aria-label={`Run: ${briefing.question}`}
                onClick={() => {
                  setLast(briefing);
                  run?.(briefing);
                }}
              >
                Run
              </button>
            </div>
          </li>
        ))}
      </ol>
      {briefings.length === 0 && (
        <p>No briefings were built in: add operations to schema/operations and build the playground again.</p>
      )}
      <p role="status" className="unseen">
        {last && `${last.name}: ${isFetching ? 'running' : 'the answer is shown'}`}
      </p>
    </div>
  );
}

function BriefingsIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d="M6 3.500h9l4 4V20.500H6Z" />
      <path d="M9.500 11l4.500 2.700-4.500 2.700Z" fill="currentColor" />
    </svg>
  );
}
