/** What waits behind a page: trustpoints that need a person, enrollments that run. Nothing while it is not known. */
export function NavCounts(_props: { page: string }) {
  return null;
}
