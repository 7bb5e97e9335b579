/** What only one process at a time does, such as looking for renewals that are due. */
export interface Leadership {
  /** Whether this process is the one, now. Ask each time. */
  readonly isLeader: () => boolean;
}
