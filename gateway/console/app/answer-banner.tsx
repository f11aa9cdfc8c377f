import type { AnswerNotes, ShownMarking, ShownWithheld } from './answer-notes.ts';

/** What stands above an answer: its marking in TLP's colours and words, and what is withheld from the caller. */
export function AnswerBanner({ notes }: { readonly notes: AnswerNotes }) {
  const { marking, withheld, count } = notes;
  return (
    <div className="notes">
      <div role="status">
        {marking && <MarkingBanner marking={marking} />}
        {count > 0 && (
          <p className="unseen">
            {count} {count === 1 ? 'value is' : 'values are'} withheld from you
          </p>
        )}
      </div>
      {count > 0 && (
        <details className="withheld">
          <summary>
            <Lock /> {count} {count === 1 ? 'value' : 'values'} withheld
          </summary>
          <table>
            <caption className="unseen">Fields whose values are withheld from you in this answer</caption>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Reason</th>
                <th scope="col">Custodian</th>
                <th scope="col">Shown instead</th>
                <th scope="col">Where</th>
              </tr>
            </thead>
            <tbody>
              {withheld.map((item) => (
                <WithheldRow key={`${item.coordinate} ${item.mode} ${item.marking}`} item={item} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}

function Lock() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M5.500 11h13v9.500h-13Z" fill="currentColor" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" strokeWidth="2" />
    </svg>
  );
}

function MarkingBanner({ marking }: { readonly marking: ShownMarking }) {
  return (
    <p className={`marking ${marking.tlp.toLowerCase()}`}>
      <strong>{marking.label}</strong>
      {marking.isExercise && <span>EXERCISE</span>}
      <span>from {marking.contributors.join(', ')}</span>
    </p>
  );
}

function WithheldRow({ item }: { readonly item: ShownWithheld }) {
  const { coordinate, reason, custodian, mode, marking, instead, requestable, count, places } = item;
  return (
    <tr>
      <th scope="row">
        <code>{coordinate}</code>
      </th>
      <td>
        {reason}
        {marking && <span className="quiet"> {marking}</span>}
      </td>
      <td>
        {custodian}
        {requestable && <span className="quiet"> can be asked for its release</span>}
      </td>
      <td>
        {mode}
        {instead && <span className="quiet"> {instead}</span>}
      </td>
      <td className="quiet">
        {places.join(', ')}
        {count > places.length && ` and ${count - places.length} more`}
      </td>
    </tr>
  );
}
