import { useEffect, useRef } from 'react';

/** How far a message of one's own has come, as the socket tells it. */
export interface Progress {
  readonly id: string;
  readonly state: 'SCHEDULED' | 'FANNING_OUT' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
  readonly recipientCount: number;
  readonly plannedCount: number;
  readonly progress: number;
}

type Listener = (progress: Progress) => void;

const listeners = new Set<Listener>();

/** The feed's socket hears it; the pages that show messages listen here. */
export function tellProgress(progress: Progress): void {
  listeners.forEach((listener) => listener(progress));
}

export function useProgress(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const hear: Listener = (progress) => latest.current(progress);
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, []);
}
