// Runs before the first paint, so that a chosen theme never flashes in the other colours.
try {
  const chosen = localStorage.getItem('munadi.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed to us: the system's preference stands.
}
