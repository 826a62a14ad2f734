export function Badge({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className="block min-w-4 rounded-full bg-accent px-1 text-center text-xs leading-4 font-semibold text-on-accent tabular-nums">
      {count > 99 ? '99+' : count}
    </span>
  );
}
