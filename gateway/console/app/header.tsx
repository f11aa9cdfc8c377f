import { claimsOf, personas } from '../../identity/personas.ts';
import type { Session } from './session.ts';

/** Whose eyes the page shows the graph through, and the ways to change that. */
export function Header({
  session,
  onSwitch,
  onSignOut,
}: {
  readonly session: Session | undefined;
  readonly onSwitch: (persona: string) => void;
  readonly onSignOut: () => void;
}) {
  return (
    <>
      {session?.exercise && (
        <p className="exercise" role="note">
          <strong>EXERCISE</strong> Invented incidents and invented people. None of it is happening.
        </p>
      )}
      <header className="bar">
        <h1>Watchfloor</h1>
        {session && (
          <>
            <p className="who">
              <strong>{session.name}</strong>
              <span>{session.agency}</span>
              <span className="quiet">{session.roles.join(', ')}</span>
              {session.demo && <span className="mark">demo identity</span>}
            </p>
            {session.demo && <PersonaSwitch current={session.id} onSwitch={onSwitch} />}
            <button type="button" onClick={onSignOut}>
              Sign out
            </button>
          </>
        )}
      </header>
    </>
  );
}

function PersonaSwitch({
  current,
  onSwitch,
}: {
  readonly current: string;
  readonly onSwitch: (persona: string) => void;
}) {
  const known = personas.find((persona) => claimsOf(persona).sub === current);
  return (
    <label className="switch">
      <span>See it as</span>
      <select value={known?.id ?? ''} onChange={(event) => onSwitch(event.target.value)}>
        {!known && <option value="">somebody else</option>}
        {personas.map((persona) => (
          <option key={persona.id} value={persona.id}>
            {persona.name} ({persona.agency})
          </option>
        ))}
      </select>
    </label>
  );
}
