import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from './client.ts';

/** Takes note of an alert: its message is not repeated, and the bell does not count it. */
export function useAcknowledgeAlert() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.alerts.acknowledge({ params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['alerts'] }),
  });
}
