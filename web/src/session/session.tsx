import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { Problem } from '../api/problem';
import { request, type Api } from '../api/request';
import type { SignedIn } from './person';

export interface Session {
  readonly token: string;
  readonly person: SignedIn;
}

interface Door {
  readonly session: Session | null;
  /** The server stopped accepting the token; said once, on the sign-in page. */
  readonly expired: boolean;
  readonly enter: (session: Session) => void;
  readonly leave: () => void;
  readonly api: Api;
}

const KEPT = 'munadi.session';
const Context = createContext<Door | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(recall);
  const [expired, setExpired] = useState(false);

  const enter = useCallback((entering: Session) => {
    sessionStorage.setItem(KEPT, JSON.stringify(entering));
    setExpired(false);
    setSession(entering);
  }, []);
  const leave = useCallback(() => {
    sessionStorage.clear();
    setSession(null);
  }, []);

  const token = session?.token ?? '';
  const api = useCallback<Api>(
    (path, call) =>
      request<never>(path, { ...call, token }).catch((thrown: unknown) => {
        if (thrown instanceof Problem && thrown.status === 401) {
          // What somebody was writing stays in this tab until they are back.
          sessionStorage.removeItem(KEPT);
          setSession(null);
          setExpired(true);
        }
        throw thrown;
      }),
    [token],
  );

  const door = useMemo(
    () => ({ session, expired, enter, leave, api }),
    [session, expired, enter, leave, api],
  );
  return <Context value={door}>{children}</Context>;
}

export function useSession(): Door {
  const door = use(Context);
  if (door === null) throw new Error('useSession needs a SessionProvider above it.');
  return door;
}

function recall(): Session | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? null : (JSON.parse(kept) as Session);
}
