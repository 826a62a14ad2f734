const SHAPES = {
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M4.9 4.900l1.4 1.400M17.7 17.700l1.4 1.400M2 12h2M20 12h2M4.9 19.100l1.4-1.400M17.7 6.300l1.4-1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4',
  alert: 'M12 4l9 16H3zM12 10v4M12 17v.01',
  spark: 'M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.500M15.5 15.500L18 18M6 18l2.5-2.500M15.5 8.500L18 6',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  up: 'M12 19V5M6 11l6-6 6 6',
  right: 'M9 6l6 6-6 6',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 11.500L20 4l-6 16-3.500-6.500zM10.500 13.500L20 4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.500 8.500v.01',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.500 20a6.500 6.500 0 0 1 13 0M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14a6.500 6.500 0 0 1 3.500 6',
  down: 'M6 9l6 6 6-6',
  minus: 'M6 12h12',
  out: 'M7 17L17 7M9 7h8v8',
} as const;

export function Icon({
  name,
  className = 'size-5',
}: {
  readonly name: keyof typeof SHAPES;
  readonly className?: string;
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
