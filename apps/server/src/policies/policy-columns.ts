import { nameKey, type PolicyDraft } from '@crypto-cmp/policy';

import { toPolicySettings } from './stored-settings.ts';

/** The columns of a policy that follow from its draft. */
export function policyColumns(draft: PolicyDraft) {
  return {
    name: draft.name,
    nameKey: nameKey(draft.name),
    description: draft.description,
    settings: JSON.stringify(toPolicySettings(draft)),
    searchText: searchTextOf(draft),
    trustpointCount: draft.trustpoints.length,
  };
}

/** What `q` looks into: names, description, hosts and trustpoint names, in lower case. */
function searchTextOf({ name, description, servers, trustpoints }: PolicyDraft): string {
  return [name, description, ...servers.map(({ host }) => host), ...trustpoints.map((trustpoint) => trustpoint.name)]
    .join('\n')
    .toLowerCase();
}
