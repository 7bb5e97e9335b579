/** What `q` of the enrollments list looks into, in lower case. */
export function enrollmentSearchText(row: {
  readonly trustpointName: string;
  readonly policyName: string;
  readonly transactionId: string | null;
}): string {
  return [row.trustpointName, row.policyName, row.transactionId ?? ''].join('\n').toLowerCase();
}
