// Runs before the first paint, so that a dark page does not flash white. A file of its own: inline scripts are refused by the content policy.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('color-scheme');
  } catch {
    // storage may be forbidden; the system's choice is as good
  }
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  document.documentElement.style.background = dark ? '#151b22' : '#ffffff';
})();
