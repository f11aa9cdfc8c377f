import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { AnswerBanner } from './answer-banner.tsx';
import { type AnswerNotes, noNotes } from './answer-notes.ts';
import { BRIEFINGS_PLUGIN } from './briefings-plugin.tsx';
import { EditorKeys, SchemaReload } from './editor-keys.tsx';
import { createFetcher } from './fetcher.ts';
import { firstQuestion } from './first-question.ts';
import type { Outage } from './outage.ts';
import { openTypedText } from './typed-text.ts';

const PLUGINS = [BRIEFINGS_PLUGIN, HISTORY_PLUGIN];

/** GraphiQL with the briefings, and above it what the caller must know about the answers. */
export function Playground({
  onSignedOut,
  signIns,
}: {
  readonly onSignedOut: () => void;
  /** Grows with each sign-in; the schema is loaded again for the new session. */
  readonly signIns: number;
}) {
  const [outages, setOutages] = useState<readonly Outage[]>([]);
  const [notes, setNotes] = useState<AnswerNotes>(noNotes);
  const [schemaProblem, setSchemaProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const fetcher = useMemo(
    () =>
      createFetcher({ onSignedOut, onOutages: setOutages, onNotes: setNotes, onSchema: setSchemaProblem }),
    [onSignedOut],
  );
  const typedText = useMemo(() => openTypedText(), []);
  useEffect(() => {
    setOutages([]);
    setNotes(noNotes);
  }, [signIns]);

  return (
    <main className="playground">
      {schemaProblem && (
        <div className="strip problem" role="alert">
          <span>The schema could not be loaded: {schemaProblem}.</span>
          <button type="button" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>
        </div>
      )}
      <div role="status">
        {outages.map(({ agency, what }) => (
          <p key={agency} className="strip outage">
            {agency}: {what}; its fields are empty
          </p>
        ))}
      </div>
      <AnswerBanner notes={notes} />
      <GraphiQL
        fetcher={fetcher}
        plugins={PLUGINS}
        visiblePlugin={BRIEFINGS_PLUGIN}
        defaultQuery={firstQuestion}
        defaultEditorToolsVisibility="variables"
        isHeadersEditorEnabled={false}
        forcedTheme="system"
        storage={typedText}
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <p className="keys quiet">
            Ctrl+Enter runs · Esc leaves an editor for Run · Enter goes into an editor
          </p>
        </GraphiQL.Footer>
        <EditorKeys />
        <SchemaReload attempt={attempt + signIns} />
      </GraphiQL>
    </main>
  );
}
