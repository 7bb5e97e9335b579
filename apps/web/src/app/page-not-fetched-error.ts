/** The code or the style of a page did not come: nobody answers, or what answers is another version. */
export class PageNotFetchedError extends Error {
  override readonly name = 'PageNotFetchedError';
}

/**
 * The code of a page. Its failure has a name of its own: the router takes the browser's error for a reason to load the
 * whole console anew, and while the server is away that would put the browser's error page in its place.
 */
export async function fetched<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    throw new PageNotFetchedError('A part of the console could not be fetched', { cause });
  }
}
