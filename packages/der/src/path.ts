/** Field names and element numbers, innermost first: collected while an error travels outwards. */
export type PathSteps = (string | number)[];

/** `body.ir[0].certReq`. */
export function formatPath(innermostFirst: Readonly<PathSteps>): string {
  let path = '';
  for (const step of innermostFirst.toReversed()) {
    if (typeof step === 'number') path += `[${step}]`;
    else path += path === '' ? step : `.${step}`;
  }
  return path;
}
