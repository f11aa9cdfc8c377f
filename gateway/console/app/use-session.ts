import { useCallback, useEffect, useRef, useState } from 'react';
import { readSession, type SessionState } from './session.ts';

/** The caller's session as the page follows it. */
export interface FollowedSession {
  readonly state: SessionState;
  /** The gateway no longer knows the caller, whose work is still on the screen. */
  readonly isEnded: boolean;
  /** Grows whenever somebody was let in. */
  readonly signIns: number;
  /** Asks the gateway again who the caller is. */
  readonly enter: () => Promise<void>;
  readonly setEnded: (isEnded: boolean) => void;
}

/** Follows who is signed in: at the start, after `enter`, and when the caller comes back from another tab. */
export function useSession(): FollowedSession {
  const [state, setState] = useState<SessionState>({ kind: 'asking' });
  const [isEnded, setEnded] = useState(false);
  const [signIns, setSignIns] = useState(0);
  const seen = useRef<SessionState>(state);

  const take = useCallback((next: SessionState) => {
    seen.current = next;
    setState(next);
    setEnded(false);
    setSignIns((count) => count + 1);
  }, []);
  const enter = useCallback(async () => take(await readSession()), [take]);

  useEffect(() => void enter(), [enter]);
  useEffect(() => {
    // Tabs share one cookie: another tab may have signed in somebody else, and this one must not show the wrong name.
    const comeBack = async () => {
      const before = seen.current;
      const now = await readSession();
      if (before.kind !== 'signed-in' || before !== seen.current) return;
      if (now.kind === 'signed-out') setEnded(true);
      else if (now.kind === 'signed-in' && now.session.id !== before.session.id) take(now);
    };
    const listener = () => void comeBack();
    window.addEventListener('focus', listener);
    return () => window.removeEventListener('focus', listener);
  }, [take]);

  return { state, isEnded, signIns, enter, setEnded };
}
