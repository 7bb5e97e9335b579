/** Whether `host` is in a list of hosts as `no_proxy` has it: a name stands for its subdomains, too, and * for all. */
export function isExemptFromProxy(host: string, list: string): boolean {
  const bare = host.replaceAll(/[[\]]/g, '').toLowerCase();
  return splitProxyExemptions(list.toLowerCase()).some((entry) => {
    const name = entry.replace(/^\.|[[\]]/g, '');
    return entry === '*' || bare === name || bare.endsWith(`.${name}`);
  });
}

export function splitProxyExemptions(list: string): string[] {
  return list.split(/[\s,]+/).filter((entry) => entry !== '');
}
